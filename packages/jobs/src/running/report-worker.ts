import { isNotConnectionError, type Job as BullmqJob } from "bullmq";
import { laneOptionsOf } from "../lanes/lane-options.ts";
import type { AttemptOutcome, WorkerOptions } from "../worker-options.ts";
import type { LaneWorker } from "./lane-worker.ts";
import { isStoredFailure } from "./stored-failure.ts";

type Listener = Pick<WorkerOptions, "queue" | "log" | "now" | "onFailed" | "onAttemptEnd">;

/** Tells the listener of one attempt's end. */
export function createEndReport(listener: Listener): (job: BullmqJob, outcome: AttemptOutcome) => void {
  const { queue, now, onAttemptEnd } = listener;
  return (job, outcome) => {
    const startedAt = job.processedOn ?? now();
    onAttemptEnd?.({
      queue,
      jobName: job.name,
      outcome,
      waitedMs: Math.max(0, startedAt - job.timestamp),
      ranMs: Math.max(0, now() - startedAt),
    });
  };
}

/** Logs and reports what a worker says of its jobs: ids and codes, no text of anybody's. */
export function reportWorker(worker: LaneWorker, listener: Listener): void {
  const { queue, log, onFailed } = listener;
  const report = createEndReport(listener);

  worker.on("failed", (job, error) => {
    if (job === undefined) return;
    const { code, frames } = isStoredFailure(error) ? error.failure : { code: "unexpected", frames: [] };
    const fields = { queue, jobId: job.id, job: job.name, attempt: job.attemptsMade, code, frames };
    // BullMQ tells of every failed attempt; only a job that has failed for good has ended.
    if (job.finishedOn === undefined) {
      log.warn(fields, "attempt failed, will be tried again");
      report(job, "retrying");
      return;
    }
    log.error(fields, "job failed");
    report(job, "failed");
    onFailed?.({ queue, jobId: job.id ?? "", receiptKey: laneOptionsOf(job.opts).receipt ?? "", code });
  });
  worker.on("stalled", (jobId) => log.warn({ queue, jobId }, "job stalled: its worker died or froze"));
  worker.on("error", (error) => {
    // The connection reports its own outages. Not the error itself: Redis' carry the command, user text and all.
    const level = isNotConnectionError(error) ? "warn" : "debug";
    log[level]({ queue, problem: error.message }, "queue error");
  });
}
