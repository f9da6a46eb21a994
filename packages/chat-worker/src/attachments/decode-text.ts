/** Encodings that say which they are. */
const MARKED: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], "utf-8"],
  [[0xff, 0xfe], "utf-16le"],
  [[0xfe, 0xff], "utf-16be"],
];
/** Tried in this order: what is not UTF-8 nearly never looks like it. */
const UNMARKED = ["utf-8", "gb18030"];

/** What no text has: control characters other than blanks, line ends and the colours of a terminal. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const NOT_TEXT = /[^\P{Cc}\t\n\r\f\v\u001b\u0085]/u;
const NOBODYS = /[\p{Co}\p{Cn}]/gu;
/** Bytes of another kind may happen to be characters of GB18030, but those are mostly ones that nobody writes. */
const MOST_NOBODYS_SHARE = 0.02;

/** The text of a file in UTF-8, UTF-16 with its mark, or GB18030; undefined for what is no text. */
export function decodeText(content: Uint8Array): string | undefined {
  const marked = MARKED.find(([mark]) => mark.every((byte, at) => content[at] === byte));
  for (const encoding of marked === undefined ? UNMARKED : [marked[1]]) {
    const text = decodeAs(encoding, content);
    if (text !== undefined) return isText(text) ? text : undefined;
  }
  return undefined;
}

function decodeAs(encoding: string, content: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    // Some byte cannot be in this encoding: then it is another one, or no text.
    return undefined;
  }
}

function isText(text: string): boolean {
  if (NOT_TEXT.test(text)) return false;
  return (text.match(NOBODYS)?.length ?? 0) <= text.length * MOST_NOBODYS_SHARE;
}
