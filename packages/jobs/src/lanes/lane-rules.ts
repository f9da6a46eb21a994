/**
 * Scores of parked jobs in BullMQ's `delayed` set begin here; what is added is when the job arrived (epoch ms). They
 * are later than any delay BullMQ computes (epoch ms × 4096), so no worker promotes them, and still exact doubles
 * (< 2^53). It stands for August 2039, which bounds this scheme.
 */
export const PARKED_FROM = 9_000_000_000_000_000;

/**
 * Backlog (a lane's second message and later ones) is admitted behind fresh messages, so that a quiet person passes
 * the heaps of the busy at no cost. Whoever has waited this long is not passed any more.
 */
export const UNPASSED_AFTER_MS = 30_000;

/** Length of the windows "per minute". */
export const WINDOW_MS = 60_000;

/** The counter of a day outlives it: what was reserved before midnight may be given back after. */
export const DAY_MS = 48 * 60 * 60 * 1000;

/** How long an estimate of all that wait may stand for the exact count (see bounds.lua). */
export const ESTIMATE_MS = 500;

/** BullMQ's own bound for its stream of events. */
export const MAX_EVENTS = 10_000;

/** Fields of the settings hash, with what counts where a field is missing or unreadable. The scripts go by order. */
export const DEFAULT_SETTINGS = {
  user_concurrency: 1,
  lane_limit: 5,
  max_waiting: 10_000,
  user_day: 0,
  user_minute: 20,
  group_minute: 0,
  global_minute: 0,
} as const;

/** How long finished jobs stay visible. Duplicates are the ledger's business, so this need not be long. */
export const RETENTION = {
  /** Also bounded by number: at 1 kB each they would else fill Redis on a busy day. */
  completed: { age: 60 * 60, count: 5_000 },
  /** A week, so that an operator finds on Monday what failed on Friday. */
  failed: { age: 7 * 24 * 60 * 60, count: 10_000 },
} as const;
