/**
 * Score of a parked job in BullMQ's `delayed` set: later than any delay BullMQ computes (epoch ms × 4096), so no
 * worker promotes it, and still an exact double (< 2^53). It stands for August 2039, which bounds this scheme.
 */
export const PARKED_SCORE = 9_000_000_000_000_000;

/**
 * Backlog (a lane's second message and later ones) is admitted behind fresh messages, so that a quiet person passes
 * the heaps of the busy at no cost. Whoever has waited this long is not passed any more.
 */
export const UNPASSED_AFTER_MS = 30_000;

/** Length of the windows "per minute". */
export const WINDOW_MS = 60_000;

/** How long an estimate of all that wait may stand for the exact count (see bounds.lua). */
export const ESTIMATE_MS = 500;

/** Fields of the settings hash, with what counts where a field is missing or unreadable. The scripts go by order. */
export const DEFAULT_SETTINGS = {
  user_concurrency: 1,
  lane_limit: 5,
  max_waiting: 10_000,
  user_minute: 20,
  group_minute: 0,
  global_minute: 0,
} as const;
