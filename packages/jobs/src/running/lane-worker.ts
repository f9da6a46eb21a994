import { Worker, type Job as BullmqJob } from "bullmq";
import type { LaneBackend } from "../lanes/lane-backend.ts";
import { storedFailureOf } from "./stored-failure.ts";

/** BullMQ's worker on lanes. A job that stalled too often is failed without its processor, in our words. */
export class LaneWorker extends Worker<unknown, unknown, string, LaneBackend> {
  #underWay = 0;

  /** No job is under way, not even its last step in Redis. */
  isIdle(): boolean {
    return this.#underWay === 0;
  }

  override async processJob(...job: ProcessJob): ReturnType<BullmqWorker["processJob"]> {
    this.#underWay += 1;
    try {
      return await super.processJob(...job);
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
