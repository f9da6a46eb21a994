import type { Config } from "@dinglane/runtime";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { startLaneSettings } from "./lane-settings.ts";

const prefix = "dinglane:{0}";
const limits = {
  laneLimit: 7,
  userConcurrency: 3,
  maxWaiting: 11,
  perGroupPerMinute: 13,
  globalPerMinute: 17,
};
const configOf = (defaultMode: Config["session"]["defaultMode"]): Config =>
  ({ limits, session: { defaultMode } }) as Config;

test("bounds are written at once and when they change; where everybody has context, one runs at a time", async () => {
  await using database = await openTestRedis();
  const { redis } = database;
  const listeners: (() => void)[] = [];
  let config = configOf("singleTurn");
  const live = {
    current: () => config,
    onChange: (listener: (changed: Config) => void) => void listeners.push(() => listener(config)),
  };
  startLaneSettings({ redis, prefix, live, log: { warn() {} } });
  const bounds = (): Promise<unknown> => redis.hgetall(`${prefix}:lanes:settings`);
  const written = { lane_limit: "7", max_waiting: "11", group_minute: "13", global_minute: "17" };
  await expect.poll(bounds).toEqual({ ...written, user_concurrency: "3" });

  config = configOf("multiTurn");
  for (const tell of listeners) tell();
  await expect.poll(bounds).toEqual({ ...written, user_concurrency: "1" });
});
