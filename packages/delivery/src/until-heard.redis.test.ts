import { openPrivateRedis } from "@dinglane/test-redis";
import { Redis } from "ioredis";
import { expect, test } from "vitest";
import { createLedger } from "./ledger.ts";
import { untilHeard } from "./until-heard.ts";

/** As services connect, but for their patience of ten seconds. */
const connect = (url: string): Redis => {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    commandTimeout: 200,
    retryStrategy: () => 50,
  });
  redis.on("error", () => undefined);
  return redis;
};

test("a part that was sent is marked as soon as Redis is back, however long it was away", async () => {
  await using server = await openPrivateRedis();
  const redis = connect(server.url);
  try {
    const ledger = createLedger({ redis, prefix: "dinglane:{0}", now: Date.now });
    await redis.hset("entry", { to: "{}" });
    await server.kill();
    let marked = false;
    const mark = (async (): Promise<void> => {
      await ledger.markSent("entry", 0, true);
      marked = true;
    })();
    // Several times the connection's patience: each of its commands has been given up by then.
    for (let command = 0; command < 3; command += 1)
      await expect(redis.get("entry")).rejects.toThrow("Command timed out");
    expect(marked).toBe(false);
    await server.start();
    await mark;
    expect(await redis.hgetall("entry")).toMatchObject({
      "part:0": "sent",
      replied: expect.stringMatching(/^\d+$/),
    });
  } finally {
    redis.disconnect();
  }
});

test("what Redis refuses is not asked again, nor anything of a connection that was ended", async () => {
  await using server = await openPrivateRedis();
  const redis = connect(server.url);
  try {
    await redis.set("word", "x");
    let tries = 0;
    const refused = untilHeard(redis, async () => {
      tries += 1;
      await redis.incr("word");
    });
    await expect(refused).rejects.toMatchObject({ name: "ReplyError" });
    expect(tries).toBe(1);
    await redis.quit();
    await expect(untilHeard(redis, async () => redis.set("word", "y"))).rejects.toThrow(
      "Connection is closed",
    );
  } finally {
    redis.disconnect();
  }
});
