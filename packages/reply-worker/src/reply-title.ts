/** The title is what the conversation list and the notification show. */
const MAX_TITLE_LENGTH = 24;

/** The first line with words, without its markup, cut between characters; "" when there are no words. */
export function replyTitle(markdown: string): string {
  const line = markdown.split("\n", 20).find((text) => /[\p{L}\p{N}]/u.test(text)) ?? "";
  const plain = line
    .slice(0, 200)
    .replace(/^(?:\s*(?:#{1,6}|[>*+-])\s+)+/, "")
    .replaceAll(/!?\[([^[\]]*)\]\([^()]*\)/g, "$1")
    .replaceAll(/\*\*|__|~~|`+/g, "")
    .replaceAll(/[\s|]+/g, " ")
    .trim();
  const codePoints = Array.from(plain);
  return codePoints.length > MAX_TITLE_LENGTH
    ? `${codePoints.slice(0, MAX_TITLE_LENGTH - 1).join("")}…`
    : plain;
}
