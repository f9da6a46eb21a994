import { vi } from "vitest";

/** Waits until nothing throws any more, for as long as a busy machine may need. */
export const until = <Result>(check: () => Result | Promise<Result>): Promise<Result> =>
  vi.waitFor(check, { timeout: 15_000, interval: 20 });
