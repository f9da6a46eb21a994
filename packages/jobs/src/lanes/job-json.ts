import type { JobJson } from "bullmq";
import type { LaneEntry } from "./lane-entry.ts";

/** The entry as BullMQ stores a job. The receipt key rides in the options, where the worker finds it again. */
export function jobJsonOf(entry: LaneEntry): JobJson {
  const { attempts, backoffMs } = entry.retry;
  const opts = {
    attempts,
    backoff: { type: "custom", delay: backoffMs },
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
