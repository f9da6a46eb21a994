import type { QuotedMessage, RobotMessage } from "@dinglane/dingtalk";
import { quotedTextOf } from "./quoted-text-of.ts";
import { cannotReadQuote, type UnreadableKind } from "./replies.ts";
import type { Route } from "./route.ts";

/** What the model is told of a quote without words: DingTalk sends cards, and often the robot's own replies, so. */
const OWN_REPLY = "（引用了你之前的一条回复）";
const NO_WORDS = "（引用了一条消息，但看不到它的内容）";

/**
 * Puts what a question replies to before it, as a markdown quote; commands need none. Refused where the quote is of a
 * kind that the bot cannot read: an answer would be about something else.
 */
export function withQuote(
  route: Route,
  message: Pick<RobotMessage, "quoted">,
  maxQuestionTokens: number,
): Route {
  const { quoted } = message;
  if (route.type !== "answer-message" || quoted === undefined) return route;
  const unreadable = unreadableKindOf(quoted);
  if (unreadable !== undefined) {
    return { type: "refusal", reason: "unreadable", words: cannotReadQuote(unreadable) };
  }
  const words = quotedTextOf(message, maxQuestionTokens) ?? (quoted.isRobots ? OWN_REPLY : NO_WORDS);
  const quote = words.split(/\r\n?|\n/).map((line) => `> ${line}`.trimEnd());
  return { ...route, question: `${quote.join("\n")}\n\n${route.question}` };
}

function unreadableKindOf(quoted: QuotedMessage): UnreadableKind | undefined {
  if (quoted.pictures !== undefined) return "picture";
  if (quoted.text !== undefined) return undefined;
  const { type } = quoted;
  return type === "picture" || type === "audio" || type === "video" || type === "file" ? type : undefined;
}
