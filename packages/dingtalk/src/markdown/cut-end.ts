/** How far back from the last possible place a better one is looked for. */
const LOOK_BACK = 64;
const GOOD_END = /[\s。！？；，、：.!?;,:)）】」]/;

/**
 * Where to cut a line so that `line.slice(from, end)` has at most `maxBytes` UTF-8 bytes: after a blank or a
 * punctuation mark close to the limit, else at the last whole code point that fits; at least one code point.
 */
export function cutEnd(line: string, from: number, maxBytes: number): number {
  let end = from;
  let bytes = 0;
  while (end < line.length) {
    const codePoint = line.codePointAt(end) ?? 0;
    const cost = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    if (bytes + cost > maxBytes && end > from) break;
    bytes += cost;
    end += codePoint < 0x10000 ? 1 : 2;
  }
  if (end === line.length) return end;
  const earliest = Math.max(from + Math.floor((end - from) / 2), end - LOOK_BACK);
  for (let at = end; at > earliest; at -= 1) {
    if (GOOD_END.test(line[at - 1] ?? "")) return at;
  }
  return end;
}
