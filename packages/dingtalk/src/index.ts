/** Reads the body of a robot callback. */
export { parseRobotMessage } from "./callback/parse-robot-message.ts";
/** Thrown for a body that is not a robot message: a code and the path of the wrong field. */
export { MalformedCallbackError, type MalformedCallbackCode } from "./callback/malformed-callback-error.ts";
/** A message to a robot, and what may be in it. */
export type { MessageContent, PictureCode, QuotedMessage, RobotMessage } from "./callback/robot-message.ts";
/** Who a person is to the product. */
export { userOf } from "./callback/user-of.ts";
/** Checks the signature and age of a callback. */
export { verifyCallback, type CallbackSecret, type CallbackVerdict } from "./callback/verify-callback.ts";
/** Signs a callback as DingTalk does, for what plays its part. */
export { signCallback } from "./callback/sign-callback.ts";
/** Whether replies may be posted to a sessionWebhook. */
export { isTrustedSessionWebhook } from "./webhook/is-trusted-session-webhook.ts";
/** The bodies of replies. */
export type { At, EmptyReply, MarkdownReply, ReplyBody, TextReply } from "./reply/reply-body.ts";
/** The asker of a group message, to be mentioned. */
export type { Mention } from "./reply/mention.ts";
/** A nick as one line of plain text, for use in markdown. */
export { plainNick } from "./reply/plain-nick.ts";
/** A plain text reply. */
export { textReply } from "./reply/text-reply.ts";
/** A markdown reply. */
export { markdownReply } from "./reply/markdown-reply.ts";
/** The answer to a callback that says nothing. */
export { emptyReply } from "./reply/empty-reply.ts";
/** Makes a model's markdown safe for DingTalk. */
export { prepareMarkdown } from "./markdown/prepare-markdown.ts";
/** Makes a model's markdown safe for DingTalk's cards, which know more of it. */
export { prepareCardMarkdown } from "./markdown/prepare-card-markdown.ts";
/** The text of a card in a group, with a mention of the asker at its end. */
export { withCardMention } from "./reply/with-card-mention.ts";
/** Cuts markdown into parts of a size. */
export { splitMarkdown } from "./markdown/split-markdown.ts";
/** Posts replies to sessionWebhooks. */
export { createWebhookClient, type WebhookClient } from "./webhook/create-webhook-client.ts";
/** What became of a post, and what to do about it. */
export type { SendAction, SendOutcome } from "./webhook/send-outcome.ts";
/** Why a post was not confirmed. */
export { WebhookError, type WebhookErrorCode } from "./webhook/webhook-error.ts";
/** Holds a robot's stream connections open and acknowledges what comes down them. */
export { startStreamClient, type StreamClientOptions } from "./stream/start-stream-client.ts";
/** A running stream client, and what it is given to do. */
export type {
  GatewayStanding,
  StreamClient,
  StreamListeners,
  StreamLog,
  StreamState,
} from "./stream/stream-client.ts";
/** The calls of api.dingtalk.com and oapi.dingtalk.com. */
export { createOpenApiClient, type OpenApiClient } from "./openapi/create-openapi-client.ts";
/** What became of a call, and what to do about it. */
export type { ApiAction } from "./openapi/api-action.ts";
export type { ApiFailure, ApiOutcome } from "./openapi/api-outcome.ts";
/** The code and missing permissions in the body of an answer that is no success. */
export { readApiRefusal } from "./openapi/api-refusal.ts";
/** Why a call was not confirmed. */
export { OpenApiError, type OpenApiErrorCode } from "./openapi/openapi-error.ts";
/** A robot's application, and its access tokens. */
export type { ApiCredential, GrantedToken, TokenKind } from "./openapi/request-access-token.ts";
/** A message by OpenAPI, and whether it is short enough. */
export { fitsMsgParam, type RobotText } from "./openapi/robot-text.ts";
/** Where a message by OpenAPI goes. */
export { sendApiOf, type RobotTarget } from "./openapi/send-robot-message.ts";
/** A file for DingTalk. */
export type { MediaUpload } from "./openapi/upload-media.ts";
/** A card that appears in a conversation, and what is written on it. */
export type { NewCard } from "./openapi/create-and-deliver-card.ts";
export type { CardText } from "./openapi/stream-card.ts";
/** A message to put 思考中 on. */
export type { EmotionTarget } from "./openapi/set-emotion.ts";
/** A button of a card that was pressed, and what it is answered with. */
export { parseCardPress, type CardPress } from "./callback/parse-card-press.ts";
export { cardPressReply, type CardPressReply } from "./reply/card-press-reply.ts";
