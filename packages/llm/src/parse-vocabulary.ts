/** What `rankOf` says of bytes that are no token: later than every token. */
export const NO_RANK = Number.POSITIVE_INFINITY;

/** The rank of the token that consists of these bytes; NO_RANK where there is none. */
export type RankOf = (bytes: Uint8Array, start: number, end: number) => number;

const NEWLINE = 0x0a;
const SPACE = 0x20;
const EQUALS = 0x3d;

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SEXTET = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value += 1) SEXTET[DIGITS.charCodeAt(value)] = value;

/**
 * Reads a .tiktoken file: one token a line, in base64, its rank behind it; the ranks are 0, 1, 2 and so on. The tokens
 * stay what they are, bytes behind one another with a hash table over them, about 5 MB for 200 000: as strings in a Map
 * they and the garbage of making them would take 55.
 */
export function parseVocabulary(file: Uint8Array): RankOf {
  const ends: number[] = [];
  const decoded = new Uint8Array(file.length);
  let length = 0;
  for (let line = 0; line < file.length; line = lineAfter(file, line)) {
    length = decodeBase64(file, line, decoded, length);
    ends.push(length);
  }
  return lookUpIn(decoded.slice(0, length), Uint32Array.from(ends));
}

function lineAfter(file: Uint8Array, at: number): number {
  const end = file.indexOf(NEWLINE, at);
  return end < 0 ? file.length : end + 1;
}

/** Writes what stands before the next space to `target` and returns where it ends there. */
function decodeBase64(file: Uint8Array, from: number, target: Uint8Array, to: number): number {
  let at = to;
  let held = 0;
  let bits = 0;
  for (let i = from; i < file.length; i += 1) {
    const digit = file[i] ?? SPACE;
    if (digit === SPACE || digit === EQUALS) break;
    held = (held << 6) | (SEXTET[digit] ?? 0);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      target[at] = held >> bits;
      at += 1;
    }
  }
  return at;
}

function lookUpIn(tokens: Uint8Array, ends: Uint32Array): RankOf {
  const mask = 2 ** Math.ceil(Math.log2(ends.length * 2)) - 1;
  /** Ranks plus one, each in the first free place from its hash on; 0 = free. */
  const places = new Uint32Array(mask + 1);

  const startOf = (rank: number): number => (rank === 0 ? 0 : (ends[rank - 1] ?? 0));

  function isToken(rank: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = startOf(rank);
    if ((ends[rank] ?? 0) - from !== end - start) return false;
    for (let i = start; i < end; i += 1) if (tokens[from + i - start] !== bytes[i]) return false;
    return true;
  }

  for (let rank = 0; rank < ends.length; rank += 1) {
    let place = hashOf(tokens, startOf(rank), ends[rank] ?? 0) & mask;
    while (places[place] !== 0) place = (place + 1) & mask;
    places[place] = rank + 1;
  }

  return (bytes, start, end) => {
    for (let place = hashOf(bytes, start, end) & mask; ; place = (place + 1) & mask) {
      const rank = (places[place] ?? 0) - 1;
      if (rank < 0) return NO_RANK;
      if (isToken(rank, bytes, start, end)) return rank;
    }
  };
}

/** FNV-1a, whose low bits are folded once more: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i += 1) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}
