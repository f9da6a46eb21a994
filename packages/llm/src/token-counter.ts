import { setImmediate as nextLoopTurn } from "node:timers/promises";
import { type CountRun, encodingOf, loadEncoding } from "./load-encoding.ts";
import { textRuns } from "./text-runs.ts";

/** Counts tokens without ever holding the event loop for long. */
export interface TokenCounter {
  /**
   * Loads the encoding, which blocks the event loop for about 100 ms: call it before work is
   * taken. Counting loads it too.
   */
  load(): Promise<void>;
  /** @throws the signal's reason when aborted */
  count(text: string, signal?: AbortSignal): Promise<number>;
  /** The count when it is at most `ceiling`; else some number above it, found without reading the rest. */
  countUpTo(text: string, ceiling: number, signal?: AbortSignal): Promise<number>;
}

/** Counts as the named model does; one that is not known, with o200k. */
export function createTokenCounter(model: string): TokenCounter {
  let loading: Promise<CountRun> | undefined;
  let lastTurn: Promise<void> = Promise.resolve();

  const loaded = (): Promise<CountRun> => (loading ??= loadEncoding(encodingOf(model)));

  /** Everyone who counts waits in one line: one run per turn of the event loop, however many texts there are. */
  function ownTurn(): Promise<void> {
    lastTurn = lastTurn.then(() => nextLoopTurn());
    return lastTurn;
  }

  async function countUpTo(text: string, ceiling: number, signal?: AbortSignal): Promise<number> {
    signal?.throwIfAborted();
    if (text === "") return 0;
    const countRun = await loaded();
    let tokens = 0;
    for (const run of textRuns(text)) {
      await ownTurn();
      signal?.throwIfAborted();
      tokens += countRun(run);
      if (tokens > ceiling) break;
    }
    return tokens;
  }

  return {
    async load() {
      await loaded();
    },
    count: (text, signal) => countUpTo(text, Number.POSITIVE_INFINITY, signal),
    countUpTo,
  };
}
