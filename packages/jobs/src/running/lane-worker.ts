import { Worker, type Job as BullmqJob } from "bullmq";
import type { LaneBackend } from "../lanes/lane-backend.ts";
import { RunLocks } from "./run-locks.ts";
import { storedFailureOf } from "./stored-failure.ts";

/** BullMQ's worker on lanes. Locks are kept by run. A job that stalled too often is failed without its processor, in our words. */
export class LaneWorker extends Worker<unknown, unknown, string, LaneBackend> {
  declare protected lockManager: RunLocks;
  #underWay = 0;

  get locks(): RunLocks {
    return this.lockManager;
  }

  /** No job is under way, not even its last step in Redis. */
  isIdle(): boolean {
    return this.#underWay === 0;
  }

  /** Called by the constructor of BullMQ's worker. */
  protected override createLockManager(): void {
    const { lockRenewTime = 0, lockDuration = 0, name } = this.opts;
    const options = { lockRenewTime, lockDuration, workerId: this.id };
    // BullMQ's worker is what its lock manager asks for, but for the type of `trace`.
    const worker = this as unknown as ConstructorParameters<typeof RunLocks>[0];
    this.lockManager = new RunLocks(worker, name === undefined ? options : { ...options, workerName: name });
  }

  override async processJob(...run: ProcessJob): ReturnType<BullmqWorker["processJob"]> {
    this.#underWay += 1;
    try {
      return await this.locks.ofRun(run[1], async () => super.processJob(...run));
    } finally {
      this.#underWay -= 1;
    }
  }

  protected override handleFailed(
    error: Error,
    job: BullmqJob<unknown, unknown>,
    ...rest: LaneWorkerRest
  ): ReturnType<BullmqWorker["getNextJob"]> {
    return super.handleFailed(job.deferredFailure === undefined ? error : stalledTooOften(), job, ...rest);
  }
}

type BullmqWorker = Worker<unknown, unknown, string, LaneBackend>;
type ProcessJob = Parameters<BullmqWorker["processJob"]>;
type LaneWorkerRest = [token: string, fetchNext?: () => boolean];

function stalledTooOften(): Error {
  return storedFailureOf({
    code: "stalled",
    reason: "stalled: its process died or froze too often",
    frames: [],
    isFinal: true,
    retryAfterMs: undefined,
  });
}
