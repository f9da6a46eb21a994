import { NO_RANK, type RankOf } from "./parse-vocabulary.ts";

/**
 * Counts the tokens of one word, byte pair encoded: of all neighbours the two that make the lowest ranked token become
 * one, until no two do. Quadratic in the word's length.
 */
export function countMerged(word: Uint8Array, rankOf: RankOf): number {
  if (rankOf(word, 0, word.length) !== NO_RANK) return 1;
  const starts = Array.from({ length: word.length + 1 }, (_, at) => at);
  /** The rank of each part together with the next one. */
  const ranks = Array.from(word, (_, at) => rankOfPair(at));

  function rankOfPair(at: number): number {
    const end = starts[at + 2];
    return end === undefined ? NO_RANK : rankOf(word, starts[at] ?? 0, end);
  }

  for (;;) {
    let lowest = NO_RANK;
    let at = -1;
    for (let i = 0; i < ranks.length; i += 1) {
      const rank = ranks[i] ?? NO_RANK;
      if (rank < lowest) {
        lowest = rank;
        at = i;
      }
    }
    if (at < 0) return ranks.length;
    starts.splice(at + 1, 1);
    ranks.splice(at, 1);
    ranks[at] = rankOfPair(at);
    if (at > 0) ranks[at - 1] = rankOfPair(at - 1);
  }
}
