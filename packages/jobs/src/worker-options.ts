import type { Redis } from "ioredis";
import type { JobLog } from "./job-log.ts";
import type { QueueName } from "./queue-name.ts";
import type { Processors } from "./task.ts";
import type { WorkerTiming } from "./worker-timing.ts";

/** A job that failed for good. */
export interface JobFailure {
  queue: QueueName;
  jobId: string;
  receiptKey: string;
  /** The GiveUp's or error's code, `stalled`, `malformed_job` or `unexpected`. */
  code: string;
}

export type AttemptOutcome =
  | "completed"
  | "retrying"
  | "failed"
  | "postponed"
  | "stopped"
  | "handed-back"
  | "lock-lost";

/** One attempt's end, for metrics. */
export interface AttemptEnd {
  queue: QueueName;
  jobName: string;
  outcome: AttemptOutcome;
  /** From the message's receipt by ingress to the start of this attempt. */
  waitedMs: number;
  ranMs: number;
}

export interface WorkerOptions<Q extends QueueName = QueueName> {
  queue: Q;
  /** With `maxRetriesPerRequest: null` and no `commandTimeout`; the worker opens one more like it to wait on. */
  redis: Redis;
  prefix: string;
  /** Jobs at once in this process. */
  concurrency: number;
  processors: Processors<NoInfer<Q>>;
  log: JobLog;
  now: () => number;
  /** Called after a job has failed for good and its debt is recorded. */
  onFailed?: (failure: JobFailure) => void;
  onAttemptEnd?: (end: AttemptEnd) => void;
  /** For tests. */
  timing?: Partial<WorkerTiming>;
}
