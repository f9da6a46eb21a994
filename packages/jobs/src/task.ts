import type { JobName, PayloadOf } from "./job-payload.ts";

/** One attempt at one job, as a processor sees it. */
export interface Task<N extends JobName = JobName> {
  jobId: string;
  payload: PayloadOf<N>;
  /** 1 for the first attempt. An attempt that was handed back or died with its process does not count. */
  attempt: number;
  isLastAttempt: boolean;
  /** The job's lock in Redis and the token this worker holds it by: a commit script compares the two. */
  lock: { key: string; token: string };
  receiptKey: string;
  /** Aborted when the lock is lost or the job is handed back; the reason says which. */
  signal: AbortSignal;
}

/** One processor per job name. Throw `GiveUp` for what no retry can help; anything else is tried again. */
export type Processors = { [N in JobName]?: (task: Task<N>) => Promise<unknown> };
