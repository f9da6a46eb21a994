import { mentionTextOf, type Mention } from "./mention.ts";
import type { At } from "./reply-body.ts";

/** A text that ends with the mention, and the `at` that goes with it (D:robot-message-type, "在content里添加@人的userId"). */
export function withMention(
  text: string,
  mention: Mention | undefined,
  separator: string,
): { text: string; at?: At } {
  const words = mention && mentionTextOf(mention);
  if (words === undefined) return { text };
  const ending = text === "" ? words.token : `${text}${separator}${words.token}`;
  if (words.atUserId === undefined) return { text: ending };
  return { text: ending, at: { atUserIds: [words.atUserId], isAtAll: false } };
}
