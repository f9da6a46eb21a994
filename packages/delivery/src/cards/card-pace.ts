import type { BudgetLevel } from "../openapi/call-budget.ts";

/** What the time of a card's next update depends on. */
export interface PaceFacts {
  /** Updates of this answer so far. */
  updates: number;
  /** Since the first of them. */
  elapsedMs: number;
  /** How long the last one waited for its turn, or would have had to. */
  waitedMs: number;
  level: BudgetLevel;
}

/** At the beginning people watch; later they read. */
const FIRST_MS = 250;
const STEP_MS = 100;
const STEADY_MS = 2_500;
/** Of a long answer so much of its time is one update: the whole costs the logarithm of its length. */
const ELAPSED_SHARE = 20;
/** The share of the time that waiting for a turn may take: others are waiting too. */
const WAIT_SHARE = 5;
const MAX_WAIT_MS = 10_000;
/** With little left of the month's calls: after 4, 8, 16 … seconds. */
const LOW_FIRST_MS = 4_000;

/**
 * How long after an update the next one begins, if there is anything new by then. An answer of a minute takes fewer than
 * 38 of them, or 5 when the month's calls run low; making the card and completing it are two more calls.
 */
export function nextUpdateAfterMs({ updates, elapsedMs, waitedMs, level }: PaceFacts): number {
  const isLow = level !== "fine";
  const growing = isLow
    ? LOW_FIRST_MS * 2 ** Math.min(updates - 1, 10)
    : Math.max(Math.min(FIRST_MS + STEP_MS * (updates - 1), STEADY_MS), elapsedMs / ELAPSED_SHARE);
  return Math.max(growing, Math.min(waitedMs * WAIT_SHARE, MAX_WAIT_MS));
}
