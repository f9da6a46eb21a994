import type { TokenCounter } from "./token-counter.ts";

/** What the chat format adds around a question and its answer: about four tokens for each message. */
const FORMAT_TOKENS_PER_TURN = 8;

export interface TrimTurnsOptions<T> {
  /** Oldest first. */
  turns: readonly T[];
  /** What the prompt holds beside the turns: persona and question. */
  fixedTokens: number;
  maxTokens: number;
  counter: Pick<TokenCounter, "countUpTo">;
  signal?: AbortSignal | undefined;
}

/**
 * The newest whole turns that fit into the budget beside `fixedTokens`, oldest first. A turn that does not fit ends
 * the walk: a conversation with a hole in it misleads. Where nothing fits there are none, and the question goes
 * out alone.
 */
export async function trimTurns<T extends { question: string; answer: string }>({
  turns,
  fixedTokens,
  maxTokens,
  counter,
  signal,
}: TrimTurnsOptions<T>): Promise<T[]> {
  let left = maxTokens - fixedTokens;
  let kept = turns.length;
  for (const turn of turns.toReversed()) {
    left -= FORMAT_TOKENS_PER_TURN;
    for (const text of [turn.question, turn.answer]) {
      if (left >= 0) left -= await counter.countUpTo(text, left, signal);
    }
    if (left < 0) break;
    kept--;
  }
  return turns.slice(kept);
}
