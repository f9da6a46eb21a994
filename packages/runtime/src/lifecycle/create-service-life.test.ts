import { pino } from "pino";
import { expect, it, vi } from "vitest";
import { createServiceLife } from "./create-service-life.ts";

function begin(): { life: ReturnType<typeof createServiceLife>; codes: number[]; clock: { ms: number } } {
  const codes: number[] = [];
  const clock = { ms: 0 };
  const log = pino({ level: "silent" });
  const exit = (code: number): void => void codes.push(code);
  return { codes, clock, life: createServiceLife({ log, timeoutMs: 1000, now: () => clock.ms, exit }) };
}

const ended = (codes: number[]): Promise<void> =>
  vi.waitFor(() => expect(codes).not.toEqual([]), { interval: 1 });

it("aborts `stopping` before the first release", async () => {
  const { life, codes } = begin();
  let wasStopping = false;
  life.stack.push("worker", async () => {
    wasStopping = life.stopping.aborted;
  });
  life.stop("SIGTERM");
  await ended(codes);
  expect([wasStopping, codes]).toEqual([true, [0]]);
});

it("takes signals close together for one, and a later one for impatience", () => {
  const { life, codes, clock } = begin();
  life.stack.push("stuck", () => new Promise(() => {}));
  life.stop("SIGINT");
  clock.ms = 499;
  life.stop("SIGTERM");
  expect(codes).toEqual([]);
  clock.ms = 500;
  life.stop("SIGINT");
  expect(codes).toEqual([1]);
});

it("ends with the code it was asked for from inside, even where a release fails", async () => {
  const { life, codes } = begin();
  life.stack.push("bad", () => Promise.reject(new Error("no")));
  life.shutDown(78);
  life.shutDown(5);
  await ended(codes);
  expect(codes).toEqual([78]);
});

it("does not call a start that the stop interrupted a failure", async () => {
  const { life, codes } = begin();
  life.stop("SIGTERM");
  life.failStart(new Error("connection closed"));
  await ended(codes);
  expect(codes).toEqual([0]);
});
