import { isStoredFailure } from "./stored-failure.ts";

/** A lane stands still while its head pauses, so no wish of a provider may hold it longer. */
const MAX_PAUSE_MS = 15_000;

/** Pause before the next attempt: doubling from the job's own, or what the error asked for where that is longer. */
export function backoffMs(
  attemptsMade: number,
  backoff: number | { delay?: number } | undefined,
  error: unknown,
): number {
  const baseMs = typeof backoff === "number" ? backoff : (backoff?.delay ?? 0);
  const wished = isStoredFailure(error) ? (error.failure.retryAfterMs ?? 0) : 0;
  return Math.min(MAX_PAUSE_MS, Math.max(wished, baseMs * 2 ** (attemptsMade - 1)));
}
