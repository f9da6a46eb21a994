import type { Job, JobOf } from "./job.ts";
import type { QueueName } from "./queue-name.ts";

/** One attempt at one job, as a processor sees it. */
export interface Task<J extends Job = Job> {
  jobId: string;
  payload: J;
  /** 1 for the first attempt. An attempt that was handed back or died with its process does not count. */
  attempt: number;
  isLastAttempt: boolean;
  /** The job's lock in Redis and the token this worker holds it by: a commit script compares the two. */
  lock: { key: string; token: string };
  receiptKey: string;
  /** While a key of this name lives, the lane runs one message at a time: to be kept alive for who has context. */
  serialKey: string;
  /** Aborted when the lock is lost, the job handed back or its person has stopped it; the reason says which. */
  signal: AbortSignal;
}

/**
 * One processor for every job of the queue. Throw `GiveUp` for what no retry can help and `Postpone` for what only
 * has to wait; anything else is tried
 * again, after the error's own `retryAfterMs` where it has one.
 */
export type Processors<Q extends QueueName = QueueName> = {
  [J in JobOf<Q> as J["name"]]: (task: Task<J>) => Promise<unknown>;
};
