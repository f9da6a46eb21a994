import type { AttemptEnd } from "@dinglane/jobs";
import { Counter, Histogram, type Registry } from "prom-client";

export interface WorkerMetrics {
  /** Counts one attempt at a job, how long its message waited, and how long the attempt took. */
  attemptEnded: (end: AttemptEnd) => void;
  /** Counts a send to DingTalk whose answer was lost: the reply may be seen twice. */
  sendUnknown: () => void;
}

/** What a worker tells of its work on /metrics. */
export function createWorkerMetrics(registry: Registry): WorkerMetrics {
  const registers = [registry];
  const labelNames = ["queue", "job", "outcome"];
  const attempts = new Counter({
    name: "dinglane_job_attempts_total",
    help: "Attempts at jobs by how they ended.",
    labelNames,
    registers,
  });
  const waited = new Histogram({
    name: "dinglane_job_wait_seconds",
    help: "Time from a message's arrival at Redis to the start of an attempt.",
    labelNames: ["queue", "job"],
    buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300],
    registers,
  });
  const ran = new Histogram({
    name: "dinglane_job_run_seconds",
    help: "Time that an attempt took, the model and DingTalk included.",
    labelNames,
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 15, 60, 300, 600],
    registers,
  });
  const unknown = new Counter({
    name: "dinglane_unknown_sends_total",
    help: "Sends to DingTalk whose answer was lost; each is repeated once.",
    registers,
  });
  return {
    attemptEnded({ queue, jobName, outcome, waitedMs, ranMs }) {
      attempts.inc({ queue, job: jobName, outcome });
      waited.observe({ queue, job: jobName }, waitedMs / 1000);
      ran.observe({ queue, job: jobName, outcome }, ranMs / 1000);
    },
    sendUnknown: () => unknown.inc(),
  };
}
