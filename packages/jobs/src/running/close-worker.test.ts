import { expect, test, vi } from "vitest";
import { closeWorker } from "./close-worker.ts";

type End = "drain" | "abort" | "abandon" | "nothing" | "pointless";

async function closing(endsOn: End): Promise<[string, string[]]> {
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
    const end = closeWorker(steps, 1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    return [await end, calls];
  } finally {
    vi.useRealTimers();
  }
}

test.each([
  ["drain", "drained", []],
  ["abort", "drained", ["abort at 750"]],
  ["abandon", "drained", ["abort at 750", "abandon at 900"]],
  ["pointless", "pointless", []],
  ["nothing", "timeout", ["abort at 750", "abandon at 900"]],
] as const)("a worker whose jobs end on %s is %s within the time", async (endsOn, end, calls) => {
  expect(await closing(endsOn)).toEqual([end, calls]);
});
