import { AsyncLocalStorage } from "node:async_hooks";
import { LockManager } from "bullmq";
import { abortReason } from "./abort-reason.ts";

/**
 * Renews the locks of what runs. BullMQ knows a run by its job's id alone. Yet whoever lost a lock may be handed the job again while its
 * first run has not ended: at its end that one would stop the renewal for the second, which would lose its lock in turn, and so on.
 */
export class RunLocks extends LockManager {
  readonly #run = new AsyncLocalStorage<string>();
  /** Tokens of the locks that are being renewed, by job id. */
  #renewing = new Map<string, string | undefined>();

  /** All that `work` calls, it calls for the run that holds this token. */
  ofRun<Result>(token: string, work: () => Result): Result {
    return this.#run.run(token, work);
  }

  /** Aborts the run whose lock could not be renewed, and not one that has taken its place since. */
  lost(jobId: string): void {
    if (this.trackedJobs.get(jobId)?.token === this.#renewing.get(jobId))
      this.cancelJob(jobId, abortReason("lock_lost"));
  }

  override trackJob(...run: Parameters<LockManager["trackJob"]>): ReturnType<LockManager["trackJob"]> {
    // Of two runs of a job the first has lost its lock, and may not have heard of it.
    if (this.trackedJobs.has(run[0])) this.cancelJob(run[0], abortReason("lock_lost"));
    return super.trackJob(...run);
  }

  override untrackJob(jobId: string): void {
    const token = this.#run.getStore();
    if (token === undefined || token === this.trackedJobs.get(jobId)?.token) super.untrackJob(jobId);
  }

  protected override async extendLocks(jobIds: string[]): Promise<void> {
    this.#renewing = new Map(jobIds.map((jobId) => [jobId, this.trackedJobs.get(jobId)?.token]));
    await super.extendLocks(jobIds);
  }
}
