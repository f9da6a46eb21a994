import type { ApiOutcome } from "./api-outcome.ts";
import type { ApiTransport } from "./call-api.ts";
import { createAndDeliverCard, type NewCard } from "./create-and-deliver-card.ts";
import {
  requestAccessToken,
  type ApiCredential,
  type GrantedToken,
  type TokenKind,
} from "./request-access-token.ts";
import { requestDownloadUrl } from "./request-download-url.ts";
import type { RobotFile, RobotText } from "./robot-text.ts";
import { sendRobotMessage, type RobotTarget } from "./send-robot-message.ts";
import { setEmotion, type EmotionTarget } from "./set-emotion.ts";
import { streamCard, type CardText } from "./stream-card.ts";
import { type MediaUpload, uploadMedia } from "./upload-media.ts";

/** DingTalk answers in well under a second; the lease on a message outlives this. */
const DEFAULT_TIMEOUT_MS = 5_000;
/** 20 MB take a while. */
const UPLOAD_TIMEOUT_MS = 60_000;

/**
 * The calls of api.dingtalk.com and oapi.dingtalk.com that the product makes. Each is made once and never throws; tokens,
 * pacing and repeating are the caller's. `token` is of the kind that the call's host takes.
 */
export interface OpenApiClient {
  requestAccessToken(kind: TokenKind, credential: ApiCredential): Promise<ApiOutcome<GrantedToken>>;
  sendRobotText(
    token: string,
    message: { robotCode: string; target: RobotTarget; message: RobotText },
  ): Promise<ApiOutcome<undefined>>;
  sendRobotFile(
    token: string,
    message: { robotCode: string; target: RobotTarget; message: RobotFile },
  ): Promise<ApiOutcome<undefined>>;
  /** Takes an `oapi` token. */
  uploadMedia(token: string, media: MediaUpload): Promise<ApiOutcome<{ mediaId: string }>>;
  requestDownloadUrl(
    token: string,
    file: { robotCode: string; downloadCode: string },
  ): Promise<ApiOutcome<{ downloadUrl: string }>>;
  createAndDeliverCard(token: string, card: NewCard): Promise<ApiOutcome<"created" | "existed">>;
  streamCard(token: string, text: CardText): Promise<ApiOutcome<undefined>>;
  /** Puts 思考中 on a message, or takes it off. */
  setEmotion(token: string, how: "reply" | "recall", target: EmotionTarget): Promise<ApiOutcome<undefined>>;
}

/** Creates the client; `timeoutMs` is for one call, its answer included. */
export function createOpenApiClient(
  options: { apiUrl: string; oapiUrl: string } & Partial<ApiTransport>,
): OpenApiClient {
  const { fetch: request = fetch, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  // A base may be configured with a slash at its end.
  const [apiUrl, oapiUrl] = [options.apiUrl, options.oapiUrl].map((url) => url.replace(/\/+$/, "")) as [
    string,
    string,
  ];
  const transport = { fetch: request, timeoutMs, apiUrl, oapiUrl };
  return {
    requestAccessToken: (kind, credential) => requestAccessToken(transport, kind, credential),
    sendRobotText: (token, message) => sendRobotMessage(transport, token, message),
    sendRobotFile: (token, message) => sendRobotMessage(transport, token, message),
    uploadMedia: (token, media) =>
      uploadMedia({ ...transport, timeoutMs: Math.max(timeoutMs, UPLOAD_TIMEOUT_MS) }, token, media),
    requestDownloadUrl: (token, file) => requestDownloadUrl(transport, token, file),
    createAndDeliverCard: (token, card) => createAndDeliverCard(transport, token, card),
    streamCard: (token, text) => streamCard(transport, token, text),
    setEmotion: (token, how, target) => setEmotion(transport, token, how, target),
  };
}
