import type { Redis } from "ioredis";
import { laneSettingsKey } from "./keys.ts";
import type { DEFAULT_SETTINGS } from "./lanes/lane-rules.ts";

/** What the lane scripts read from one Redis hash, so that no two processes can disagree. */
export interface LaneSettings {
  /** Messages that may wait in a lane beside those that run; 0 = nobody waits. */
  laneLimit: number;
  /** Messages of a lane that may run at once; at least 1. */
  userConcurrency: number;
  /** Messages that may wait in all queues together; 0 = no limit. */
  maxWaiting: number;
  /** Messages in a day that ends at local midnight; 0 = no limit. */
  perUserPerDay: number;
  /** Messages in a minute that starts with the first of them; 0 = no limit. */
  perUserPerMinute: number;
  perGroupPerMinute: number;
  globalPerMinute: number;
}

const FIELDS: Record<keyof LaneSettings, keyof typeof DEFAULT_SETTINGS> = {
  laneLimit: "lane_limit",
  userConcurrency: "user_concurrency",
  maxWaiting: "max_waiting",
  perUserPerDay: "user_day",
  perUserPerMinute: "user_minute",
  perGroupPerMinute: "group_minute",
  globalPerMinute: "global_minute",
};

/** Writes the given settings; the others keep what they have. Every process follows from its next script on. */
export async function writeLaneSettings(
  { redis, prefix }: { redis: Redis; prefix: string },
  settings: Partial<LaneSettings>,
): Promise<void> {
  const names = Object.keys(FIELDS) as (keyof LaneSettings)[];
  const values = names.flatMap((name) => {
    const value = settings[name];
    return value === undefined ? [] : [[FIELDS[name], value] as const];
  });
  if (values.length > 0) await redis.hset(laneSettingsKey(prefix), Object.fromEntries(values));
}
