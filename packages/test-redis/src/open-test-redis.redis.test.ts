import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { openPrivateRedis, openTestRedis } from "./index.ts";

describe("openTestRedis", () => {
  it("gives every caller an empty database of its own", async () => {
    await using first = await openTestRedis();
    await using second = await openTestRedis();
    await first.redis.set("key", "value");
    expect(await first.connect().get("key")).toBe("value");
    expect(await second.redis.dbsize()).toBe(0);
  });

  it("is empty again after disposal", async () => {
    let url: string;
    {
      await using test = await openTestRedis();
      await test.redis.set("key", "value");
      url = test.url;
    }
    const later = new Redis(url);
    expect(await later.dbsize()).toBe(0);
    later.disconnect();
  });

  it("throws when a client of its database was left open, and closes it", async () => {
    const test = await openTestRedis();
    const leaked = new Redis(test.url, { connectionName: "forgotten", retryStrategy: () => null });
    await leaked.ping();
    const closed = new Promise((resolve) => leaked.once("end", resolve));
    await expect(test[Symbol.asyncDispose]()).rejects.toThrow("forgotten");
    await closed;
  });
});

describe("openPrivateRedis", () => {
  it("keeps what was written over kill -9 and restart, on the same address", async () => {
    await using own = await openPrivateRedis();
    const redis = new Redis(own.url);
    redis.on("error", () => undefined);
    await redis.set("key", "value");
    await own.kill();
    await own.start();
    expect(await redis.get("key")).toBe("value");
    redis.disconnect();
  });
});
