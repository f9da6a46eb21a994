import { openPrivateRedis, openTestRedis } from "@dinglane/test-redis";
import { Redis } from "ioredis";
import { expect, it } from "vitest";
import { settingsChannel, settingsKey } from "./keys.ts";
import type { SettingsSnapshot, SettingText } from "./settings-snapshot.ts";
import { createSettingsStore } from "./settings-store.ts";
import { startSettingsWatch } from "./settings-watch.ts";

const prefix = "dinglane:{0}";

/** A process that follows the settings, with all it has seen and said. */
async function follow(redis: Redis, everyMs = 3_600_000) {
  const seen: SettingsSnapshot[] = [];
  const warnings: object[] = [];
  const watch = await startSettingsWatch({
    redis,
    prefix,
    everyMs,
    onSnapshot: (snapshot) => void seen.push(snapshot),
    log: { warn: (fields) => void warnings.push(fields) },
  });
  const valueOf = (key: string): SettingText | undefined => seen.at(-1)?.live.get(key)?.value;
  return { seen, warnings, valueOf, [Symbol.dispose]: () => watch.close() };
}

function set(redis: Redis, expectedVersion: number, key: string, value: string) {
  const by = { id: "boss", nick: "老板" };
  const store = createSettingsStore({ redis, prefix });
  return store.change({ expectedVersion, live: { [key]: { value, by, at: 1 } }, audit: [] });
}

it("two processes see a change within a second, and what was there at their start", async () => {
  await using test = await openTestRedis();
  await set(test.redis, 0, "model", "first");
  using one = await follow(test.connect());
  using other = await follow(test.connect());
  expect([one.valueOf("model"), other.valueOf("model")]).toEqual(["first", "first"]);
  await set(test.redis, 1, "model", "second");
  for (const process of [one, other]) {
    await expect.poll(() => process.valueOf("model"), { timeout: 1_000, interval: 5 }).toBe("second");
    expect(process.seen).toHaveLength(2);
  }
});

it("finds out by itself where the publication was lost", async () => {
  await using test = await openTestRedis();
  using process = await follow(test.connect(), 20);
  // Written past the script, so published to nobody.
  const setting = { value: "quiet", by: { id: "b", nick: "" }, at: 1 };
  await test.redis.hset(settingsKey(prefix), { version: "5", "live:model": JSON.stringify(setting) });
  await expect.poll(() => process.valueOf("model"), { timeout: 5_000 }).toBe("quiet");
});

it("does not read anew what a stranger on the channel says", async () => {
  await using test = await openTestRedis();
  using process = await follow(test.connect());
  await expect.poll(() => test.redis.publish(settingsChannel(prefix), "777")).toBeGreaterThan(0);
  await set(test.redis, 0, "model", "x");
  await expect.poll(() => process.valueOf("model")).toBe("x");
  expect(process.seen.map(({ version }) => version)).toEqual([0, 1]);
});

it("goes on with the last settings while Redis is away, and catches up when it is back", async () => {
  await using server = await openPrivateRedis();
  const client = new Redis(server.url, { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on("error", () => undefined);
  try {
    using process = await follow(client);
    await set(client, 0, "model", "before");
    await expect.poll(() => process.valueOf("model")).toBe("before");
    await server.kill();
    await server.start();
    expect(process.valueOf("model")).toBe("before");
    await set(client, 1, "model", "after");
    await expect.poll(() => process.valueOf("model"), { timeout: 10_000 }).toBe("after");
  } finally {
    client.disconnect();
  }
});

it("starts without Redis, and without settings", async () => {
  const client = new Redis("redis://127.0.0.1:1", { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on("error", () => undefined);
  try {
    using process = await follow(client);
    expect(process.seen).toEqual([]);
  } finally {
    client.disconnect();
  }
});

it("names what it cannot read, and takes the rest", async () => {
  await using test = await openTestRedis();
  await set(test.redis, 0, "model", "fine");
  await test.redis.hset(settingsKey(prefix), "live:help", "[]");
  using process = await follow(test.connect());
  expect(process.valueOf("model")).toBe("fine");
  expect(process.warnings).toEqual([{ field: "live:help" }]);
});
