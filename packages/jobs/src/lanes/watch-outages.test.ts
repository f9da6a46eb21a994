import { EventEmitter } from "node:events";
import type { Redis } from "ioredis";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchOutages } from "./watch-outages.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const TIMES = { outageMs: 2_000, settleMs: 3_000 };

/** The events and the status are all that is used of a connection. */
function connection(status: string) {
  const redis = Object.assign(new EventEmitter(), { status });
  const be = (next: "ready" | "close"): void => {
    redis.status = next;
    redis.emit(next);
  };
  return { be, isSettled: watchOutages(redis as unknown as Redis, TIMES) };
}

it("is settled from the first connection on", () => {
  const { be, isSettled } = connection("connecting");
  expect(isSettled()).toBe(false);
  be("ready");
  expect(isSettled()).toBe(true);
});

it("is not settled while away, nor for some time after the return from a long outage", () => {
  const { be, isSettled } = connection("ready");
  be("close");
  expect(isSettled()).toBe(false);
  vi.advanceTimersByTime(TIMES.outageMs - 1);
  // Each attempt to return in vain ends so.
  be("close");
  vi.advanceTimersByTime(1);
  be("ready");
  vi.advanceTimersByTime(TIMES.settleMs - 1);
  expect(isSettled()).toBe(false);
  vi.advanceTimersByTime(1);
  expect(isSettled()).toBe(true);
});

it("is settled at once after an outage that no lock has noticed", () => {
  const { be, isSettled } = connection("ready");
  for (let blip = 0; blip < 3; blip += 1) {
    be("close");
    vi.advanceTimersByTime(TIMES.outageMs - 1);
    be("ready");
    expect(isSettled()).toBe(true);
  }
});
