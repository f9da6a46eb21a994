import type { QuotedMessage, RobotMessage } from "@dinglane/dingtalk";
import type { Attachment } from "@dinglane/jobs";
import { attachmentsOf, joinAttachments, type Media, type Readable } from "./attachments-of.ts";
import { readableOf, type ReadingLimits } from "./readable-of.ts";
import { quotedTextOf } from "./quoted-text-of.ts";
import type { Refusal, Route } from "./route.ts";

/** What the model is told of a quote without words: DingTalk sends cards, and often the robot's own replies, so. */
const OWN_REPLY = "（引用了你之前的一条回复）";
const NO_WORDS = "（引用了一条消息，但看不到它的内容）";
/** Of a quote that is fetched for it. */
const FETCHED: Record<Attachment["type"], string> = {
  picture: "（引用了图片）",
  audio: "（引用了一段语音）",
  file: "（引用了一个文件）",
};

/**
 * Puts what a question replies to before it, as a markdown quote, and what came with that beside what came with the
 * question; commands need none. Refused where the quote is of a kind that the bot cannot read: an answer would be about
 * something else.
 */
export function withQuote(
  route: Route,
  message: Pick<RobotMessage, "quoted">,
  model: ReadingLimits & { maxQuestionTokens: number },
): Route {
  const { quoted } = message;
  if (route.type !== "answer-message" || quoted === undefined) return route;
  const attachments = attachmentsWith(route.attachments, quoted, readableOf(model));
  if (!Array.isArray(attachments)) return attachments;
  const [first] = attachments;
  const wordless = first === undefined ? (quoted.isRobots ? OWN_REPLY : NO_WORDS) : FETCHED[first.type];
  const words = quotedTextOf(message, model.maxQuestionTokens) ?? wordless;
  const quote = words.split(/\r\n?|\n/).map((line) => `> ${line}`.trimEnd());
  const question = `${quote.join("\n")}\n\n${route.question}`.trimEnd();
  return attachments.length === 0 ? { ...route, question } : { ...route, question, attachments };
}

/** Those of the quote first: the question is about them. */
function attachmentsWith(
  own: readonly Attachment[] = [],
  quoted: QuotedMessage,
  readable: Readable,
): Attachment[] | Refusal {
  const media = mediaOf(quoted);
  const attachments = media === undefined ? [] : attachmentsOf(media, readable);
  return Array.isArray(attachments) ? joinAttachments(attachments, own) : attachments;
}

function mediaOf({ type, text, pictures, downloadCode, fileName }: QuotedMessage): Media | undefined {
  if (pictures !== undefined) return { type: "picture", pictures, isQuoted: true };
  const isMedia = type === "picture" || type === "audio" || type === "video" || type === "file";
  return isMedia && text === undefined ? { type, downloadCode, fileName, isQuoted: true } : undefined;
}
