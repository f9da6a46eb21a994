import { KEPT } from "./kept-texts.ts";
import type { Keeps } from "./mask.ts";

/** What may be done with one of Bull Board's routes. */
export type RouteRule =
  | { kind: "read"; keeps: Keeps }
  /** For operators; the name is what the audit calls it. */
  | { kind: "act"; action: string }
  /** For nobody. */
  | { kind: "refused" };

const read = (keeps: Keeps): RouteRule => ({ kind: "read", keeps });
const act = (action: string): RouteRule => ({ kind: "act", action });
const refused: RouteRule = { kind: "refused" };

/**
 * Every API route of the installed Bull Board. A test compares the two lists; a route that is missing here is refused, so
 * what a later version adds stays shut until somebody has looked at it.
 */
const RULES: Readonly<Record<string, RouteRule>> = {
  "get /api/redis/stats": read(KEPT.plain),
  "get /api/queues": read(KEPT.queues),
  "get /api/job-schedulers": read(KEPT.schedulers),
  "get /api/queues/:queueName/metrics": read(KEPT.plain),
  "get /api/queues/:queueName/default-job-options": read(KEPT.jobOptions),
  "get /api/queues/:queueName/workers": read(KEPT.workers),
  "get /api/queues/:queueName/rate-limit": read(KEPT.plain),
  "get /api/queues/:queueName/job-data-schema": read(KEPT.plain),
  "get /api/queues/:queueName/:jobId/logs": read(KEPT.logs),
  "get /api/queues/:queueName/:jobId/flow": read(KEPT.flow),
  "get /api/queues/:queueName/:jobId": read(KEPT.job),

  "put /api/queues/pause": act("pause-all"),
  "put /api/queues/resume": act("resume-all"),
  "put /api/queues/:queueName/pause": act("pause-queue"),
  "put /api/queues/:queueName/resume": act("resume-queue"),
  "put /api/queues/:queueName/retry/:queueStatus": act("retry-all-jobs"),
  "put /api/queues/:queueName/promote": act("promote-all-jobs"),
  "put /api/queues/:queueName/clean/:queueStatus": act("clean-jobs"),
  "put /api/queues/:queueName/empty": act("empty-queue"),
  "put /api/queues/:queueName/:jobId/retry": act("retry-job"),
  "put /api/queues/:queueName/:jobId/clean": act("remove-job"),
  "put /api/queues/:queueName/:jobId/promote": act("promote-job"),

  // These would forge what a person asked for, or when.
  "post /api/queues/:queueName/add": refused,
  "patch /api/queues/:queueName/:jobId/update-data": refused,
  "patch /api/queues/:queueName/:jobId/delay": refused,
  "patch /api/queues/:queueName/:jobId/priority": refused,
  "put /api/queues/:queueName/job-schedulers/:schedulerId/remove": refused,
  "patch /api/queues/:queueName/job-schedulers/:schedulerId": refused,
  "put /api/queues/:queueName/job-schedulers/:schedulerId/run": refused,
  "put /api/queues/:queueName/:jobId/remove-unprocessed-children": refused,
  // This would leave everybody who waits without a word.
  "put /api/queues/:queueName/obliterate": refused,
  // Bounds are set in the configuration, where all processes agree on them.
  "put /api/queues/:queueName/concurrency": refused,
  "put /api/queues/:queueName/rate-limit": refused,
  "put /api/queues/:queueName/rate-limit/release": refused,
};

export function ruleOf(method: string, route: string): RouteRule {
  return RULES[`${method} ${route}`] ?? refused;
}

/** The routes that somebody has looked at, as `method route`. */
export const KNOWN_ROUTES: readonly string[] = Object.keys(RULES);
