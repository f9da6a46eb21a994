import { setTimeout as sleep } from "node:timers/promises";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { callPlacesKey } from "../keys.ts";
import { createGovernor } from "./governor.ts";

const prefix = "dinglane:{0}";
const call = { robot: "ding1", api: "group-send", maxWaitMs: 60_000 };

/** Most of these moments that lie within any window of this length. */
function mostWithin(moments: number[], windowMs: number): number {
  const sorted = moments.toSorted((a, b) => a - b);
  return Math.max(...sorted.map((from) => sorted.filter((at) => at >= from && at < from + windowMs).length));
}

test("robots and APIs do not wait for each other; what is free costs no waiting", async () => {
  await using database = await openTestRedis();
  const waited: number[] = [];
  const governor = createGovernor({
    redis: database.redis,
    prefix,
    callsPerSecond: 1,
    sleep: async (ms) => void waited.push(ms),
  });
  for (const [robot, api] of [
    ["ding1", "a"],
    ["ding1", "b"],
    ["ding2", "a"],
  ] as const) {
    expect(await governor.admit({ robot, api, maxWaitMs: 0 })).toMatchObject({ status: "granted" });
  }
  expect(waited).toEqual([]);
  expect(await governor.admit({ robot: "ding1", api: "a", maxWaitMs: 0 })).toMatchObject({ status: "busy" });
});

test("who would wait too long is told how long, and takes nobody's turn", async () => {
  await using database = await openTestRedis();
  const { redis } = database;
  const governor = createGovernor({ redis, prefix, callsPerSecond: 1, sleep: (ms) => sleep(ms) });
  await governor.admit(call);
  expect(await governor.admit({ ...call, maxWaitMs: 100 })).toMatchObject({ status: "busy" });
  const places = callPlacesKey(prefix, call.robot, call.api);
  const before = await redis.lrange(places, 0, -1);
  await governor.admit({ ...call, maxWaitMs: 100 });
  expect(await redis.lrange(places, 0, -1)).toEqual(before);
});

test("a pause holds what waits and what follows, for that API alone; a block stops everything", async () => {
  await using database = await openTestRedis();
  const governor = createGovernor({
    redis: database.redis,
    prefix,
    callsPerSecond: 0,
    sleep: (ms) => sleep(ms),
  });
  const startedAtMs = performance.now();
  await governor.pause(call, 300);
  const other = { ...call, api: "other", maxWaitMs: 0 };
  expect(await governor.admit(other), "without waiting").toMatchObject({ status: "granted" });
  expect(await governor.admit(call)).toMatchObject({ status: "granted" });
  expect(performance.now() - startedAtMs).toBeGreaterThan(290);
  await governor.block(60_000);
  expect(await governor.admit({ ...call, robot: "ding2" })).toMatchObject({ status: "blocked" });
});

test("of 20 calls a second 18 are let through, spread, in the order of asking, by whichever process", async () => {
  await using database = await openTestRedis();
  const made: number[] = [];
  const connections = Array.from({ length: 4 }, () => database.connect());
  const governors = connections.map((redis) =>
    createGovernor({ redis, prefix, callsPerSecond: 20, sleep: (ms) => sleep(ms) }),
  );
  for (const governor of governors) await governor.admit({ ...call, api: "warm" });
  const startedAtMs = performance.now();
  // 45 calls at 18 a second: nobody's turn is later than it must be, by Redis' clock.
  const asks = Array.from({ length: 45 }, async (_, n) => {
    const admission = await governors[n % 4]?.admit({ ...call, maxWaitMs: 2_600 });
    made.push(performance.now());
    if (admission?.status === "granted") admission.answered();
    return admission?.status;
  });
  // All have asked by then. Newest first: turns are given out in the order of asking. Who is late for theirs may be passed.
  await Promise.all(connections.map((redis) => redis.ping()));
  const newestFirst = await database.redis.lrange(callPlacesKey(prefix, call.robot, call.api), 0, -1);
  expect(new Set(await Promise.all(asks))).toEqual(new Set(["granted"]));
  expect(performance.now() - startedAtMs).toBeGreaterThan(2_000);
  expect(mostWithin(made, 1_000)).toBeLessThanOrEqual(20);
  const places = newestFirst.map(Number);
  expect(places).toHaveLength(18);
  expect(places).toEqual(places.toSorted((a, b) => b - a));
  expect(mostWithin(places, 1_000)).toBeLessThanOrEqual(18);
  expect(mostWithin(places, 111), "bursts are small").toBeLessThanOrEqual(2);
});

test("a call that is on its way counts until it has arrived, however late that is", async () => {
  await using database = await openTestRedis();
  const { redis } = database;
  const governor = createGovernor({ redis, prefix, callsPerSecond: 1, sleep: (ms) => sleep(ms) });
  const first = await governor.admit(call);
  if (first.status !== "granted") throw new Error("not granted");
  const unanswered = await governor.admit({ ...call, maxWaitMs: 0 });
  if (unanswered.status === "granted") throw new Error("granted");
  expect(unanswered.retryAfterMs, "a second after it arrives at the latest").toBeGreaterThan(1_100);
  first.answered();
  await expect
    .poll(async () => {
      const next = await governor.admit({ ...call, maxWaitMs: 0 });
      return next.status === "granted" ? 0 : next.retryAfterMs;
    })
    .toBeLessThanOrEqual(1_000);
});
