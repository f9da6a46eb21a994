/** What the chat format adds around a question and its answer: about four tokens for each message. */
const FORMAT_TOKENS_PER_TURN = 8;

export interface TrimTurnsOptions<T> {
  /** Oldest first, each with the tokens of its question and answer together. */
  turns: readonly T[];
  /** What the prompt holds beside the turns: persona and question. */
  fixedTokens: number;
  maxTokens: number;
}

/**
 * The newest whole turns that fit into the budget beside `fixedTokens`, oldest first. A turn that does not fit ends
 * the walk: a conversation with a hole in it misleads. Where nothing fits there are none, and the question goes
 * out alone.
 */
export function trimTurns<T extends { tokens: number }>(options: TrimTurnsOptions<T>): T[] {
  const { turns, fixedTokens, maxTokens } = options;
  let left = maxTokens - fixedTokens;
  let kept = turns.length;
  for (const { tokens } of turns.toReversed()) {
    left -= tokens + FORMAT_TOKENS_PER_TURN;
    if (left < 0) break;
    kept--;
  }
  return turns.slice(kept);
}
