import type { JobLock } from "./ledger.ts";

/** Who is about to send for a message: the run of a job, by its lock, or a payer of debts. */
export interface Sender {
  /** Unique to this run or payer; a run's begins with `job:`. */
  holder: string;
  lock?: JobLock;
}

/** The sender that a run of a job is. */
export const jobSender = (lock: JobLock): Sender => ({ holder: `job:${lock.token}`, lock });
