/** What is compared. */
export type QueueKind = "plain" | "lanes";
export const QUEUE_KINDS: readonly QueueKind[] = ["plain", "lanes"];
/** Who comes first changes with every round. */
export const inTurn = (round: number): readonly QueueKind[] =>
  round % 2 === 0 ? QUEUE_KINDS : QUEUE_KINDS.toReversed();

export const BENCH_PREFIX = "dinglane:{0}";
/** Not one of our queues' names, so that neither side meets the other's keys. */
export const PLAIN_QUEUE = "plain";
export const QUEUE_OF: Record<QueueKind, string> = { plain: PLAIN_QUEUE, lanes: "chat" };

/** What lanes give their jobs and workers, given to plain BullMQ too: else the ratio would compare settings. */
export const JOB_OPTIONS = { attempts: 3, backoff: { type: "exponential", delay: 1_000 } };
export const WORKER_OPTIONS = {
  lockDuration: 8_000,
  stalledInterval: 3_000,
  maxStalledCount: 3,
  removeOnComplete: { age: 60 * 60, count: 5_000 },
  removeOnFail: { age: 7 * 24 * 60 * 60, count: 10_000 },
};
