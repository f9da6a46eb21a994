import type { Redis } from "ioredis";
import { z } from "zod";
import { backlogKey, queuePrefix } from "./keys.ts";
import { loadLaneScripts } from "./lanes/load-lane-scripts.ts";
import { runScript } from "./lanes/run-script.ts";
import type { QueueName } from "./queue-name.ts";

const answer = z.array(z.number()).length(6);

/** One queue at a glance. BullMQ's own "delayed" would mix what is parked with what pauses between attempts. */
export interface LaneGauges {
  active: number;
  /** Runnable, waiting for a worker. */
  waiting: number;
  /** Waiting behind an earlier message of the same person. */
  parked: number;
  /** Pausing between two attempts. */
  pausing: number;
  /** People with at least one parked message. */
  usersQueued: number;
  /** Since the longest waiting message arrived; 0 when none waits. */
  longestWaitMs: number;
}

/** Creates a reader of the gauges; one script per reading. */
export function createLaneGauges(options: {
  redis: Redis;
  prefix: string;
}): (queue: QueueName) => Promise<LaneGauges> {
  const { redis, prefix } = options;
  const { gauges } = loadLaneScripts();
  return async (queue) => {
    const keys = [backlogKey(prefix, queue)];
    const values = answer.parse(await runScript(redis, gauges, keys, [queuePrefix(prefix, queue)]));
    const [active = 0, waiting = 0, parked = 0, pausing = 0, usersQueued = 0, longestWaitMs = 0] = values;
    return { active, waiting, parked, pausing, usersQueued, longestWaitMs };
  };
}
