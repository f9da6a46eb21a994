import type { Redis } from "ioredis";
import { z } from "zod";
import { stopsChannel } from "../keys.ts";
import type { QueueName } from "../queue-name.ts";

const jobIds = z.array(z.string());

/**
 * Hears of jobs whose person has stopped them, wherever that was carried out. A publication that came while the
 * connection was away is made up for: on every return the receipts of what runs are looked at.
 */
export function listenForStops(options: {
  /** Duplicated: a connection that listens can do nothing else. */
  redis: Redis;
  prefix: string;
  queue: QueueName;
  /** What runs in this process. */
  running: () => { jobId: string; receiptKey: string }[];
  stop: (jobId: string) => void;
}): { close: () => void } {
  const { redis, running, stop } = options;
  const channel = stopsChannel(options.prefix, options.queue);
  const listener = redis.duplicate({ maxRetriesPerRequest: null, enableOfflineQueue: true });
  // The connection it was made from reports outages.
  listener.on("error", () => undefined);

  async function look(concerned: (jobId: string) => boolean): Promise<void> {
    for (const { jobId, receiptKey } of running()) {
      // A channel is heard in every database of a server, so it is the receipt that decides.
      if (concerned(jobId) && (await redis.hexists(receiptKey, "stopped")) === 1) stop(jobId);
    }
  }
  // Redis lost again: the next return looks again.
  listener.on("message", (_channel, message) => {
    const ids = new Set(parseJobIds(message));
    look((jobId) => ids.has(jobId)).catch(() => undefined);
  });
  listener.on("ready", () => {
    listener
      .subscribe(channel)
      .then(() => look(() => true))
      .catch(() => undefined);
  });
  return { close: () => listener.disconnect() };
}

/** Whoever else writes to the channel can stop nothing but what it names. */
function parseJobIds(message: string): string[] {
  try {
    return jobIds.parse(JSON.parse(message));
  } catch {
    return [];
  }
}
