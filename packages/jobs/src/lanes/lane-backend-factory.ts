import { QueueKeys, RedisConnection, type QueueBaseOptions } from "bullmq";
import type { Redis } from "ioredis";
import type { QueueName } from "../queue-name.ts";
import { LaneBackend } from "./lane-backend.ts";
import { laneKeysOf } from "./lane-keys.ts";
import type { LaneScripts } from "./load-lane-scripts.ts";
import type { OutageOptions } from "./watch-outages.ts";

export interface LaneBackendOptions {
  redis: Redis;
  prefix: string;
  scripts: LaneScripts;
}

/** Makes the backend of one queue on a client that stays the caller's. */
export function createLaneBackend(
  options: LaneBackendOptions,
  queue: QueueName,
  bullmq: {
    opts: QueueBaseOptions;
    /** A worker waits for jobs on a connection of its own, which it also closes. */
    blocks?: boolean;
    lockMs?: number;
    settle?: OutageOptions;
    /** For who must exist while Redis is away: no command is sent before the first add. */
    lazy?: boolean;
  },
): LaneBackend {
  const { redis, prefix, scripts } = options;
  const lazy = bullmq.lazy ?? false;
  const connection = new RedisConnection(redis, {
    shared: true,
    blocking: false,
    skipVersionCheck: lazy,
    skipWaitingForReady: lazy,
  });
  const keys = new QueueKeys(prefix);
  const waiting = bullmq.blocks ? duplicateToWaitOn(redis, prefix, queue) : undefined;
  return new LaneBackend(
    [
      connection,
      queue,
      keys.getKeys(queue),
      (type) => keys.toKey(queue, type),
      bullmq.opts,
      waiting && new RedisConnection(waiting, { shared: false, blocking: true }),
    ],
    {
      redis,
      waiting,
      keys: laneKeysOf(prefix, queue),
      scripts,
      lockMs: bullmq.lockMs ?? 0,
      settle: bullmq.settle,
    },
  );
}

function duplicateToWaitOn(redis: Redis, prefix: string, queue: QueueName): Redis {
  return redis.duplicate({
    // BullMQ finds the workers of a queue by this name.
    connectionName: `${prefix}:${Buffer.from(queue).toString("base64")}`,
    // The wait itself takes seconds, and must outlive an outage.
    maxRetriesPerRequest: null,
    enableOfflineQueue: true,
  });
}
