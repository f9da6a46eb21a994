import { openTestRedis } from "@dinglane/test-redis";
import { expect, it } from "vitest";
import { clock, tools } from "../fixtures/tools.ts";
import { checkRedis } from "./check-redis.ts";
import { createRedisProbe } from "./redis-probe.ts";

it("looks a real Redis over, and leaves it as it was", async () => {
  await using test = await openTestRedis();
  const redis = createRedisProbe(test.connect({ lazyConnect: false }));
  const findings = await checkRedis({ ...tools, redis, redisUrl: test.url });
  expect(findings.map(({ subject }) => subject)).toEqual([
    test.url,
    "version",
    "appendonly",
    "maxmemory-policy",
    "memory",
  ]);
  expect(findings[0]).toMatchObject({ seen: expect.stringContaining("answers in ") });
  expect(findings[1]).toMatchObject({ level: "ok", seen: expect.stringMatching(/^(Redis|Valkey) \d/) });
  expect(await test.redis.dbsize()).toBe(0);
});

it("tells a slow one", async () => {
  await using test = await openTestRedis();
  let elapsedMs = 0;
  const findings = await checkRedis({
    ...tools,
    redis: createRedisProbe(test.redis),
    redisUrl: test.url,
    clock: { elapsedMs: () => (elapsedMs += 30) },
  });
  expect(findings[0]).toMatchObject({ level: "warn", seen: expect.stringContaining("answers in 30 ms") });
});

it("names a refused password, and does not show it", async () => {
  await using test = await openTestRedis();
  const client = test.connect({ username: "nobody-we-know", password: "hunter2hunter2" });
  client.on("error", () => undefined);
  const [finding] = await checkRedis({
    ...tools,
    redis: createRedisProbe(client),
    redisUrl: test.url.replace("//", "//nobody-we-know:hunter2hunter2@"),
  });
  expect(finding).toMatchObject({
    level: "fail",
    subject: test.url,
    seen: "it refuses the user or password in redis_url",
  });
});

it("finds nothing wrong with no Redis where nobody named one and `pnpm start` brings its own", async () => {
  const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  const nobody = { reach: () => Promise.reject(refused), info: async () => "", ping: async () => "" };
  const look = (isOptional: boolean): ReturnType<typeof checkRedis> =>
    checkRedis({ ...tools, redis: nobody, redisUrl: "redis://127.0.0.1:6379", isOptional });
  expect(await look(true)).toMatchObject([
    { level: "unchecked", seen: expect.stringContaining("of its own") },
  ]);
  expect(await look(false)).toMatchObject([{ level: "fail" }]);
});

it("ends when it is told to", async () => {
  const ending = new AbortController();
  const silent = {
    status: "connecting",
    info: () => Promise.reject(new Error("not reached")),
    ping: () => Promise.reject(new Error("not reached")),
    on: () => undefined,
    off: () => undefined,
  };
  const checking = checkRedis({
    redis: createRedisProbe(silent),
    redisUrl: "redis://127.0.0.1:9",
    clock,
    signal: ending.signal,
  });
  ending.abort();
  expect(await checking).toMatchObject([{ level: "fail", seen: "it does not answer in time" }]);
});
