import { callbackSchema, type Callback } from "./callback-schema.ts";
import { dropUndefined } from "./drop-undefined.ts";
import { MalformedCallbackError } from "./malformed-callback-error.ts";
import { parseContent } from "./parse-content.ts";
import { parseQuote } from "./parse-quote.ts";
import { parseWith } from "./parse-with.ts";
import { isJsonObject } from "./read-object.ts";
import type { MessageContent, RobotMessage } from "./robot-message.ts";

/** What Outgoing robots send in place of a robotCode. */
const OUTGOING_ROBOT_CODE = "normal";
/** A sessionWebhook lives 90 minutes in every sample; used only where the callback does not say. */
const SESSION_WEBHOOK_LIFETIME_MS = 90 * 60 * 1000;

/**
 * Reads the body of a robot callback (D:robot-message-type, and what connectors have captured).
 *
 * @throws MalformedCallbackError when it is not a robot message.
 */
export function parseRobotMessage(body: unknown): RobotMessage {
  if (!isJsonObject(body)) throw new MalformedCallbackError("not_an_object", "");
  const callback = parseWith(callbackSchema, body, "");
  const robotCode = callback.robotCode === OUTGOING_ROBOT_CODE ? undefined : callback.robotCode;
  const robotKey = robotCode ?? callback.chatbotUserId;
  if (robotKey === undefined) throw new MalformedCallbackError("missing_field", "robotCode");
  const content = overQuotaOf(callback) ?? parseContent(callback);
  return {
    msgId: callback.msgId,
    robotKey,
    ...dropUndefined({
      robotCode,
      chatbotUserId: callback.chatbotUserId,
      chatbotCorpId: callback.chatbotCorpId,
    }),
    conversation: {
      id: callback.conversationId,
      type: callback.conversationType === "1" ? "oneToOne" : "group",
      ...dropUndefined({ title: callback.conversationTitle }),
    },
    sender: {
      id: callback.senderId,
      nick: callback.senderNick,
      ...dropUndefined({ staffId: callback.senderStaffId, isAdmin: callback.isAdmin }),
    },
    createdAtMs: callback.createAt,
    sessionWebhook: callback.sessionWebhook,
    sessionWebhookExpiresAtMs:
      callback.sessionWebhookExpiredTime ?? callback.createAt + SESSION_WEBHOOK_LIFETIME_MS,
    content,
    ...dropUndefined({ quoted: parseQuote(callback) }),
  };
}

/** The notice comes without `text` and `content`, whatever its msgtype. */
function overQuotaOf(callback: Callback): MessageContent | undefined {
  const errorCode = callback.errorCode ?? callback.errCode ?? 0;
  if (errorCode === 0 || isPresent(callback.text) || isPresent(callback.content)) return undefined;
  return { type: "overQuota", errorCode, errorMessage: callback.errorMessage ?? callback.errMsg ?? "" };
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;
