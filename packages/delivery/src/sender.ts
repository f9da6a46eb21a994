import type { JobLock } from "./ledger.ts";

/** Who is about to send for a message: the run of a job, by its lock, or a payer of debts. */
export interface Sender {
  /** Unique to this run or payer; a run's begins with `job:`. */
  holder: string;
  lock?: JobLock;
  /** Aborted when the run is to let go of its job: what is being posted ends, and nothing more is posted. */
  signal?: AbortSignal;
}

/** The sender that a run of a job is. */
export const jobSender = (lock: JobLock, signal?: AbortSignal): Sender => ({
  holder: `job:${lock.token}`,
  lock,
  ...(signal === undefined ? {} : { signal }),
});
