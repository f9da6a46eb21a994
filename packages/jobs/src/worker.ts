import type { Redis } from "ioredis";
import type { JobLog } from "./job-log.ts";
import type { QueueName } from "./queue-name.ts";
import type { Processors } from "./task.ts";

export interface JobFailure {
  queue: QueueName;
  jobId: string;
  receiptKey: string;
  /** The GiveUp's or error's code, `stalled`, `malformed_job` or `unexpected`. */
  code: string;
}

/** One attempt's end, for metrics. `waitedMs` counts from the message's arrival at Redis to this attempt's start. */
export interface AttemptEnd {
  queue: QueueName;
  jobName: string;
  outcome: "completed" | "retrying" | "failed" | "handed-back" | "lock-lost";
  waitedMs: number;
  ranMs: number;
}

export interface WorkerOptions<Q extends QueueName = QueueName> {
  queue: Q;
  redis: Redis;
  prefix: string;
  /** Sorted set in which the finish script records the receipts that are owed an apology. */
  receipts: { debtsKey: string };
  /** Jobs at once in this process. */
  concurrency: number;
  processors: Processors<Q>;
  log: JobLog;
  now: () => number;
  /** Called after a job has failed for good and its debt is recorded. */
  onFailed?: (failure: JobFailure) => void;
  onAttemptEnd?: (end: AttemptEnd) => void;
}

export interface JobWorker {
  /** Resolves when the worker takes jobs. */
  ready(): Promise<void>;
  /**
   * Stops taking, waits for what runs, and before `timeoutMs` is over aborts and hands back what still does:
   * such a job keeps its place and its attempts.
   */
  close(options: { timeoutMs: number }): Promise<void>;
}

export function startWorker<Q extends QueueName>(_options: WorkerOptions<Q>): JobWorker {
  throw new Error("not built yet");
}
