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

/** Ids of unfinished jobs in one of BullMQ's states whose message is not younger than `until`; `limit` 0 = all. */
export async function unfinishedIds(
  redis: Redis,
  keys: LaneKeys,
  options: { state: string; until: number; limit: number },
): Promise<string[]> {
  const stateKey = `${keys.prefix}${options.state}`;
  const isList = (await redis.type(stateKey)) === "list";
  const members = isList ? await redis.lrange(stateKey, 0, -1) : await redis.zrange(stateKey, "0", "-1");
  const ids = members.map(String);
  const timestamps = await Promise.all(ids.map((id) => redis.hget(keys.job(id), "timestamp")));
  const old = ids.filter((_, index) => Number(timestamps[index]) <= options.until);
  return options.limit > 0 ? old.slice(0, options.limit) : old;
}
