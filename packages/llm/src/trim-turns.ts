import type { TokenCounter } from "./token-counter.ts";

export interface TrimTurnsOptions<T> {
  /** Oldest first. */
  turns: readonly T[];
  /** What the prompt holds beside the turns: persona and question. */
  fixedTokens: number;
  maxTokens: number;
  counter: Pick<TokenCounter, "countUpTo">;
  signal?: AbortSignal | undefined;
}

/** The newest whole turns that fit into the budget beside `fixedTokens`, oldest first; none when nothing fits. */
export async function trimTurns<T extends { question: string; answer: string }>(
  _options: TrimTurnsOptions<T>,
): Promise<T[]> {
  throw new Error("being written");
}
