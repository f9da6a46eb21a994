import { expect, test } from "vitest";
import type { BudgetLevel } from "../openapi/call-budget.ts";
import { nextUpdateAfterMs } from "./card-pace.ts";

/** The moments of the updates of an answer that always has something new to show. */
function updatesOf(answerMs: number, facts: { level?: BudgetLevel; waitedMs?: number } = {}): number[] {
  const { level = "fine", waitedMs = 0 } = facts;
  const moments = [0];
  for (;;) {
    const elapsedMs = moments.at(-1) ?? 0;
    const next = elapsedMs + nextUpdateAfterMs({ updates: moments.length, elapsedMs, waitedMs, level });
    if (next >= answerMs) return moments;
    moments.push(next);
  }
}

/** Making the card, and completing it. */
const OTHER_CALLS = 2;

test("an answer of a minute takes at most 40 calls, and 8 when the month's calls run low", () => {
  expect(updatesOf(60_000).length + OTHER_CALLS).toBeLessThanOrEqual(40);
  expect(updatesOf(60_000, { level: "low" }).length + OTHER_CALLS).toBeLessThanOrEqual(8);
});

test("people see it grow: often at first, never less than every few seconds of the first minute", () => {
  const moments = updatesOf(60_000);
  expect(moments.filter((at) => at <= 2_000).length).toBeGreaterThanOrEqual(5);
  const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(3_000);
});

test("ten times as long is not ten times as dear", () => {
  expect(updatesOf(600_000).length).toBeLessThan(2.5 * updatesOf(60_000).length);
  expect(updatesOf(600_000, { level: "low" }).length + OTHER_CALLS).toBeLessThanOrEqual(12);
});

test("who has to wait for a turn asks less often", () => {
  expect(updatesOf(10_000, { waitedMs: 200 }).length).toBeLessThan(updatesOf(10_000).length);
  expect(nextUpdateAfterMs({ updates: 1, elapsedMs: 0, waitedMs: 400, level: "fine" })).toBe(2_000);
  expect(nextUpdateAfterMs({ updates: 1, elapsedMs: 0, waitedMs: 60_000, level: "fine" })).toBe(10_000);
});
