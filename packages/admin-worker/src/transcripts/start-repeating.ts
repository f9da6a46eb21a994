import { setTimeout as sleep } from "node:timers/promises";

const CLOSE_MS = 2_000;

/** Does something now, and again so long after each end, until it is closed. `work` sees to its own errors. */
export function startRepeating(everyMs: number, work: () => Promise<void>): { close(): Promise<void> } {
  const closing = new AbortController();
  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      await work();
      await sleep(everyMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  }
  const running = run();
  return {
    async close() {
      closing.abort();
      const waiting = new AbortController();
      const { signal } = waiting;
      // What waits for a Redis that is away ends with its connection, after this.
      await Promise.race([running, sleep(CLOSE_MS, undefined, { signal }).catch(() => undefined)]);
      waiting.abort();
    },
  };
}
