export const OPEN = "<think>";
export const CLOSE = "</think>";

/** Where the first tag begins, or what may turn out to be one with the next chunk; -1 without either. */
export function findTag(input: string): number {
  for (let at = input.indexOf("<"); at >= 0; at = input.indexOf("<", at + 1)) {
    const head = input.slice(at, at + CLOSE.length);
    if (head.startsWith(OPEN) || head === CLOSE) return at;
    if (at + head.length === input.length && (OPEN.startsWith(head) || CLOSE.startsWith(head))) return at;
  }
  return -1;
}

/** Whether nothing but a few blanks comes before the line's end. */
export function endsLine(text: string): boolean {
  return /^[ \t]{0,8}\r?\n/.test(text);
}

/** Whether `endsLine` may become true as the text grows. */
export function mayEndLine(text: string): boolean {
  return /^[ \t]{0,8}\r?$/.test(text);
}
