const IDEOGRAPHIC_SPACE = 0x3000;
const FULL_WIDTH_FIRST = 0xff01;
const FULL_WIDTH_LAST = 0xff5e;
const FULL_WIDTH_OFFSET = 0xfee0;

/**
 * The code point that stands for every width and case of a character: Ａ, A and a are one.
 * One in, one out, so that a place in the folded text is the same place in the original.
 */
export function foldCodePoint(codePoint: number): number {
  if (codePoint < 0x80) return codePoint >= 0x41 && codePoint <= 0x5a ? codePoint + 0x20 : codePoint;
  if (codePoint === IDEOGRAPHIC_SPACE) return 0x20;
  if (codePoint >= FULL_WIDTH_FIRST && codePoint <= FULL_WIDTH_LAST) {
    return foldCodePoint(codePoint - FULL_WIDTH_OFFSET);
  }
  // Kana, CJK ideographs: no case to fold, and most of what is asked here.
  if (codePoint > IDEOGRAPHIC_SPACE && codePoint < 0xa000) return codePoint;
  const character = String.fromCodePoint(codePoint);
  const lower = character.toLowerCase();
  return lower.length === character.length ? (lower.codePointAt(0) ?? codePoint) : codePoint;
}
