import type { RobotMessage } from "@dinglane/dingtalk";

/** Longer quotes are cut. */
const MAX_QUOTED_CHARACTERS = 2_000;

/**
 * The words of the message that somebody replies to, as far as they go to the model: at most as many characters as
 * half the tokens of a question, so that the question itself has room. Undefined when there are none.
 */
export function quotedTextOf(
  { quoted }: Pick<RobotMessage, "quoted">,
  maxQuestionTokens: number,
): string | undefined {
  const text = quoted?.text;
  if (text === undefined) return undefined;
  const maxCharacters = Math.min(MAX_QUOTED_CHARACTERS, Math.ceil(maxQuestionTokens / 2));
  if (text.length <= maxCharacters) return text;
  const cut = text.slice(0, maxCharacters).replace(/[\ud800-\udbff]$/, "");
  return `${cut.trimEnd()}…`;
}
