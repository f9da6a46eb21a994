import type { Keeps } from "./mask.ts";

/** A job's payload (see jobs/src/job.ts): ids stay, what people wrote or are called does not. */
const PAYLOAD: Keeps = {
  name: "id",
  msgId: "id",
  robotKey: "id",
  robotCode: "id",
  mode: "id",
  conversation: { id: "id", type: "id" },
  user: { id: "id", staffId: "id" },
};

const OPTIONS: Keeps = {
  jobId: "id",
  lane: "id",
  receipt: "id",
  backoff: { type: "id" },
};

const JOB: Keeps = {
  id: "id",
  name: "id",
  processedBy: "id",
  groupId: "id",
  deduplicationId: "id",
  failedReason: "code",
  stacktrace: "code",
  deferredFailure: "code",
  data: PAYLOAD,
  opts: OPTIONS,
};

const FLOW_NODE: Keeps = {
  id: "id",
  name: "id",
  state: "id",
  queueName: "id",
  get children() {
    return FLOW_NODE;
  },
};

const QUEUE: Keeps = {
  name: "all",
  displayName: "all",
  description: "all",
  statuses: "all",
  type: "all",
  delimiter: "all",
  jobs: JOB,
};

const SCHEDULER: Keeps = {
  id: "id",
  queueName: "id",
  name: "id",
  pattern: "all",
  tz: "id",
  nextRunJobId: "id",
  lastRunJobId: "id",
  template: { data: PAYLOAD, opts: OPTIONS },
};

const FAILURE_WORDS: Keeps = {
  key: "id",
  options: { state: "id", status: "id", jobId: "id", jobSchedulerId: "id", field: "id" },
};

/** By the answer's kind: what a viewer may read in it. */
export const KEPT = {
  queues: { queues: QUEUE },
  job: { job: JOB, status: "id" },
  logs: "none",
  flow: { nodeId: "id", flowRoot: FLOW_NODE },
  schedulers: { schedulers: SCHEDULER },
  jobOptions: OPTIONS,
  workers: { workers: { id: "id", name: "id", addr: "id" } },
  /** About Redis or a queue as a whole: nothing of anybody's. */
  plain: "all",
  /** Bull Board's headlines and codes, and the ids and states that it puts into them. */
  failure: { error: FAILURE_WORDS, message: FAILURE_WORDS, code: "id", jobSchedulerId: "id" },
} as const satisfies Record<string, Keeps>;
