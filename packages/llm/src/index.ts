/** A chat model behind an OpenAI-compatible server: `complete` streams from it and gives one Completion. */
export { createChatModel, type ChatModelOptions } from "./create-chat-model.ts";
/** The shapes of a prompt, a request and a completion. */
export type {
  ChatMessage,
  ChatModel,
  Completion,
  CompletionRequest,
  ContentPart,
  TextMessage,
  TokenUsage,
} from "./chat-model.ts";
/** Writes down what is said in a recording. */
export { createTranscriber, type Transcriber, type TranscriberOptions } from "./transcriber.ts";
/** The account behind a model: keys that take turns, Azure, and the proxy on the way. */
export type { KeySetAside, ModelAccountOptions } from "./model-account.ts";
export type { AzureOptions } from "./create-clients.ts";
/** A fetch through the configured proxy, for whatever else has to do with the model. */
export { createModelFetch, type ModelFetchOptions } from "./model-fetch.ts";
/** Whether a URL leads to this machine, and so never through the proxy. */
export { isLoopback } from "./is-loopback.ts";
/** The one error of this package: its kind, whether to retry, and when. */
export { ModelError, type ModelErrorDetails, type ModelErrorKind } from "./model-error.ts";
/** Counts tokens as the named model does, in short runs that never block the event loop. */
export { createTokenCounter, type TokenCounter } from "./token-counter.ts";
/** Which encoding a model's tokens are counted by: models of one encoding share a counter. */
export { encodingOf } from "./load-encoding.ts";
/** Fits counted turns into a token budget, dropping whole ones from the old end. */
export { trimTurns, type TrimTurnsOptions } from "./trim-turns.ts";
/** Where Azure keeps the deployments of a resource. */
export { azureBaseUrl } from "./azure-base-url.ts";
/** The `/v1` rule for a configured base URL. */
export { normalizeBaseUrl } from "./normalize-base-url.ts";
/** A model that draws: `draw` gives one picture, whether the server sends it or only says where it is. */
export { createImageModel, type ImageModelOptions } from "./create-image-model.ts";
export type { Drawing, DrawRequest, ImageModel } from "./image-model.ts";
/** What a picture is by its first bytes. */
export { pictureTypeOf, type PictureType } from "./picture-type.ts";
