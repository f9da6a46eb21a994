import { expect, test, vi } from "vitest";
import { closeWorker } from "./close-worker.ts";

type End = "drain" | "abort" | "abandon" | "nothing" | "pointless";

async function closing(endsOn: End, timeoutMs: number): Promise<[string, string[]]> {
  vi.useFakeTimers();
  try {
    const startedAt = Date.now();
    const calls: string[] = [];
    const ended = Promise.withResolvers<void>();
    const step = (name: string) => (): void => {
      calls.push(`${name} at ${Date.now() - startedAt}`);
      if (name === endsOn) ended.resolve();
    };
    const isPointless = (): boolean => endsOn === "pointless";
    const steps = { isPointless, drain: () => ended.promise, abort: step("abort"), abandon: step("abandon") };
    if (endsOn === "drain") ended.resolve();
    const end = closeWorker(steps, timeoutMs);
    await vi.advanceTimersByTimeAsync(timeoutMs);
    return [await end, calls];
  } finally {
    vi.useRealTimers();
  }
}

test.each([
  ["drain", "drained", []],
  ["abort", "drained", ["abort at 600"]],
  ["abandon", "drained", ["abort at 600", "abandon at 1800"]],
  ["pointless", "pointless", []],
  ["nothing", "timeout", ["abort at 600", "abandon at 1800"]],
] as const)("a worker whose jobs end on %s is %s within the time", async (endsOn, end, calls) => {
  expect(await closing(endsOn, 2_000)).toEqual([end, calls]);
});

test.each([
  [10_000, ["abort at 3000", "abandon at 9000"]],
  [25_000, ["abort at 16500", "abandon at 22500"]],
  [600_000, ["abort at 591500", "abandon at 597500"]],
])("of %i ms to stop, a post that is under way is left 6 s to end", async (timeoutMs, calls) => {
  expect(await closing("nothing", timeoutMs)).toEqual(["timeout", calls]);
});
