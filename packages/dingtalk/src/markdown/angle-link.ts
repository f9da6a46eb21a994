/** Longest autolink or destination that is looked at. */
const MAX_LENGTH = 2_048;
const ADDRESS = /^(?:https?|ftp|mailto|tel|dingtalk):\S+$/i;
const EMAIL = /^[^\s@<>]{1,64}@[a-z0-9.-]{1,255}$/i;

/** What stands between `<` and `>` as a link without the brackets, which some clients take for HTML and swallow. */
export interface AngleLink {
  markdown: string;
  /** Index after the `>`. */
  end: number;
}

/** Reads `<https://…>`, `<name@host>` and the destination of `[…](<…>)`; undefined for any other `<`. */
export function angleLinkAt(line: string, at: number): AngleLink | undefined {
  const close = closeOf(line, at);
  if (close === undefined) return undefined;
  const inner = line.slice(at + 1, close);
  const end = close + 1;
  if (line[at - 1] === "(" && line[at - 2] === "]") return { markdown: encoded(inner), end };
  if (ADDRESS.test(inner)) return { markdown: `[${encoded(inner)}](${encoded(inner)})`, end };
  return EMAIL.test(inner) ? { markdown: inner, end } : undefined;
}

/** Ends at the next `<`: so a line full of them is looked at once. */
function closeOf(line: string, at: number): number | undefined {
  for (let index = at + 1; index < line.length && index - at <= MAX_LENGTH; index += 1) {
    if (line[index] === "<") return undefined;
    if (line[index] === ">") return index;
  }
  return undefined;
}

const encoded = (address: string): string =>
  address.replaceAll(/[\s()[\]\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
