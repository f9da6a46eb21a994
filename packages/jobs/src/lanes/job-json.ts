import type { JobJson } from "bullmq";
import type { LaneEntry } from "./lane-entry.ts";

/**
 * The entry as BullMQ stores a job. The keys of lane and receipt ride in the options: BullMQ hands those back with
 * every job, so the finish script gets them from the worker and need not read them.
 */
export function jobJsonOf(entry: LaneEntry, laneKey: string): JobJson {
  const { attempts, backoffMs } = entry.retry;
  const opts = {
    attempts,
    backoff: { type: "custom", delay: backoffMs },
    lane: laneKey,
    receipt: entry.receipt.key,
  };
  return {
    id: entry.jobId,
    name: entry.name,
    data: entry.data,
    opts,
    progress: 0,
    attemptsMade: 0,
    attemptsStarted: 0,
    stalledCounter: 0,
    timestamp: entry.timestampMs,
    failedReason: "",
    returnvalue: "",
  };
}
