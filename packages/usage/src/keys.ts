/** Hash: what the models of all processes did on a day (`2026-11-20`); see `recordUsage` for its fields. */
export const usageOfDayKey = (prefix: string, day: string): string => `${prefix}:usage:day:${day}`;
/** To look back at. */
export const USAGE_OF_DAY_TTL_SECONDS = 40 * 24 * 60 * 60;

/** Hash: the same of a month (`2026-11`). */
export const usageOfMonthKey = (prefix: string, month: string): string => `${prefix}:usage:month:${month}`;
export const USAGE_OF_MONTH_TTL_SECONDS = 400 * 24 * 60 * 60;
