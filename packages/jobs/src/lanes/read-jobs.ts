import type { Redis } from "ioredis";
import type { LaneKeys } from "./lane-keys.ts";
import { PARKED_FROM } from "./lane-rules.ts";

export async function isParked(redis: Redis, delayedKey: string, jobId: string): Promise<boolean> {
  return Number(await redis.zscore(delayedKey, jobId)) >= PARKED_FROM;
}

/** Ids in a finished set (`completed`, `failed`), those that finished first before the others. */
export async function finishedIds(
  redis: Redis,
  key: string,
  options: { until: number; count: number },
): Promise<string[]> {
  return redis.zrangebyscore(key, 0, options.until, "LIMIT", 0, options.count);
}

/** BullMQ's states that are lists; `delayed` and `prioritized` are sorted sets. */
const LISTS: ReadonlySet<string> = new Set(["wait", "paused", "active"]);

/** Ids of unfinished jobs in one of BullMQ's states whose message is not younger than `until`; `limit` 0 = all. */
export async function unfinishedIds(
  redis: Pick<Redis, "lrange" | "zrange" | "hget">,
  keys: Pick<LaneKeys, "prefix" | "job">,
  options: { state: string; until: number; limit: number },
): Promise<string[]> {
  const stateKey = `${keys.prefix}${options.state}`;
  // By the state's name: an empty one has no key, and may have one before the second question.
  const members = LISTS.has(options.state)
    ? await redis.lrange(stateKey, 0, -1)
    : await redis.zrange(stateKey, "0", "-1");
  const ids = members.map(String);
  const timestamps = await Promise.all(ids.map((id) => redis.hget(keys.job(id), "timestamp")));
  const old = ids.filter((_, index) => Number(timestamps[index]) <= options.until);
  return options.limit > 0 ? old.slice(0, options.limit) : old;
}
