import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { createLaneBackend } from "./lanes/lane-backend-factory.ts";
import type { LaneBackend } from "./lanes/lane-backend.ts";
import { loadLaneScripts } from "./lanes/load-lane-scripts.ts";
import { QUEUES, type QueueName } from "./queue-name.ts";

/**
 * A BullMQ queue whose every operation keeps lanes in order: what an operator removes, retries or cleans lets the
 * lane go on, and what would break it (promoting a waiting message, adding, editing) is refused.
 */
export type OperatorQueue = Queue<unknown, unknown, string, unknown, unknown, string, LaneBackend>;

export interface OpenQueues extends AsyncDisposable {
  queues: Readonly<Record<QueueName, OperatorQueue>>;
}

/**
 * Opens all queues for the dashboard, on a client that stays the caller's.
 *
 * @throws LaneError `unknown_scripts` when the installed BullMQ is not the tested one.
 */
export function openQueues(options: {
  redis: Redis;
  prefix: string;
  /** The queues' own errors; without a listener they would end the process. */
  onError: (error: Error) => void;
}): OpenQueues {
  const { redis, prefix, onError } = options;
  const lanes = { redis, prefix, scripts: loadLaneScripts() };
  const open = (name: QueueName): OperatorQueue => {
    const queue: OperatorQueue = new Queue(name, { connection: redis, prefix }, (_name, opts) =>
      createLaneBackend(lanes, name, { opts }),
    );
    queue.on("error", onError);
    return queue;
  };
  const queues = Object.fromEntries(QUEUES.map((name) => [name, open(name)])) as Record<
    QueueName,
    OperatorQueue
  >;
  return {
    queues,
    async [Symbol.asyncDispose]() {
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
    },
  };
}
