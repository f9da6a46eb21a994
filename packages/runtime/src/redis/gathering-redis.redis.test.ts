import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, it } from "vitest";
import { GatheringRedis } from "./gathering-redis.ts";

it("sends the commands of one turn together, each with its own answer, error and place", async () => {
  await using test = await openTestRedis();
  const redis = new GatheringRedis(test.url);
  await once(redis, "ready");
  await nextTurn();

  const writtenBefore = redis.stream.bytesWritten;
  const answers = Promise.allSettled([redis.incr("n"), redis.hget("n", "field"), redis.incr("n")]);
  // bytesWritten also counts what waits in the stream; what waits is told by its length.
  expect(redis.stream.writableLength).toBe(redis.stream.bytesWritten - writtenBefore);
  expect(redis.stream.writableLength).toBeGreaterThan(0);
  await nextTurn();
  expect(redis.stream.writableCorked).toBe(0);
  expect(await answers).toMatchObject([{ value: 1 }, { reason: { name: "ReplyError" } }, { value: 2 }]);
  await redis.quit();
});

it("does not hold back more than a few", async () => {
  await using test = await openTestRedis();
  const redis = new GatheringRedis(test.url);
  await once(redis, "ready");
  await nextTurn();
  const answers = Promise.all(Array.from({ length: 8 }, () => redis.incr("n")));
  expect(redis.stream.writableLength).toBe(0);
  const [ninth, next] = [redis.incr("n"), nextTurn()];
  expect(redis.stream.writableLength).toBeGreaterThan(0);
  await next;
  expect(redis.stream.writableCorked).toBe(0);
  expect([...(await answers), await ninth]).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  await redis.quit();
});

it("sends what was gathered before a goodbye, and lives through losing its stream in between", async () => {
  await using test = await openTestRedis();
  const redis = new GatheringRedis(test.url, { retryStrategy: () => 1 });
  await once(redis, "ready");
  const counted = redis.incr("n");
  redis.stream.destroy();
  expect(await counted).toBe(1);
  const last = Promise.all([redis.incr("n"), redis.quit()]);
  expect(await last).toEqual([2, "OK"]);
});
