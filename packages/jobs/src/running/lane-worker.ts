import { Worker, type Job as BullmqJob } from "bullmq";
import type { LaneBackend } from "../lanes/lane-backend.ts";
import { storedFailureOf } from "./stored-failure.ts";

/** BullMQ's worker on lanes. A job that stalled too often is failed without its processor, in our words. */
export class LaneWorker extends Worker<unknown, unknown, string, LaneBackend> {
  protected override handleFailed(
    error: Error,
    job: BullmqJob<unknown, unknown>,
    ...rest: LaneWorkerRest
  ): ReturnType<Worker<unknown, unknown, string, LaneBackend>["getNextJob"]> {
    return super.handleFailed(job.deferredFailure === undefined ? error : stalledTooOften(), job, ...rest);
  }
}

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
