import type { Callback } from "./callback-schema.ts";
import { dropUndefined } from "./drop-undefined.ts";
import { parseQuotedRichText } from "./parse-rich-text.ts";
import { pictureCodeOf } from "./picture-code-of.ts";
import { isJsonObject, readObjectIfAny, type JsonObject } from "./read-object.ts";
import type { QuotedMessage } from "./robot-message.ts";
import { wordAt } from "./word-at.ts";

/** Quotes of quotes are read this deep; a body of 1 MB could nest far deeper. */
const MAX_DEPTH = 5;

/**
 * Reads what a message replies to. The shapes are captures of connectors, not documentation, so this never throws:
 * the quote stands in `text` or, for richText, in `content`; sometimes only `originalMsgId` tells that there is one.
 */
export function parseQuote(callback: Callback): QuotedMessage | undefined {
  const replied =
    readObjectIfAny(callback.text)["repliedMsg"] ?? readObjectIfAny(callback.content)["repliedMsg"];
  const quoted = quotedOf(replied, callback.chatbotUserId, MAX_DEPTH);
  if (quoted === undefined && callback.originalMsgId === undefined) return undefined;
  const processQueryKey = callback.originalProcessQueryKey;
  return dropUndefined({ msgId: callback.originalMsgId, processQueryKey, ...quoted });
}

function quotedOf(
  replied: unknown,
  robotId: string | undefined,
  depthLeft: number,
): QuotedMessage | undefined {
  const message = readObjectIfAny(replied);
  if (depthLeft === 0 || Object.keys(message).length === 0) return undefined;
  const content = contentOf(message);
  const type = wordAt(message, "msgType") ?? wordAt(message, "msgtype");
  const senderId = wordAt(message, "senderId");
  const rich = Array.isArray(content["richText"]) ? parseQuotedRichText(content["richText"]) : undefined;
  const picture = type === "picture" ? pictureCodeOf(content) : undefined;
  const pictures = picture === undefined ? rich?.pictures : [picture];
  return dropUndefined({
    msgId: wordAt(message, "msgId"),
    type,
    senderId,
    isRobots: senderId !== undefined && senderId === robotId ? true : undefined,
    text: rich?.text || quotedWords(content),
    pictures: pictures?.length ? pictures : undefined,
    fileName: wordAt(content, "fileName"),
    downloadCode: wordAt(content, "downloadCode"),
    quoted: quotedOf(message["repliedMsg"] ?? content["repliedMsg"], robotId, depthLeft - 1),
  });
}

/** `content` is an object, JSON of one, or plain words; a nested reply keeps them under `text` as a callback does. */
function contentOf(message: JsonObject): JsonObject {
  const content = message["content"] ?? message["text"];
  const object = readObjectIfAny(content);
  if (Object.keys(object).length > 0 || typeof content !== "string") return object;
  return { text: content };
}

/** Connectors disagree whether quoted text is `text` or `content`. */
function quotedWords(content: JsonObject): string | undefined {
  const inner = isJsonObject(content["text"]) ? content["text"] : content;
  return (
    wordAt(inner, "text") ??
    wordAt(inner, "content") ??
    wordAt(inner, "recognition") ??
    wordAt(inner, "summary")
  );
}
