import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import type { CommitEffect } from "./commit-effect.ts";
import { createUsageReader } from "./create-usage-reader.ts";
import { createUsageRecorder } from "./create-usage-recorder.ts";

const dayOf = (epochMs: number): string => new Date(epochMs).toISOString().slice(0, 10);

test("what was recorded is read back by day, month and model, the busiest first", async () => {
  await using database = await openTestRedis();
  const { redis } = database;
  let nowMs = Date.parse("2026-11-30T10:00:00Z");
  const clock = { prefix: "t", now: () => nowMs, dayOf };
  const record = createUsageRecorder(clock);
  const read = createUsageReader({ ...clock, redis });
  const commit = async (effects: CommitEffect[]): Promise<void> => {
    for (const { key, amounts, ttlSeconds } of effects) {
      for (const [field, amount] of Object.entries(amounts)) await redis.hincrby(key, field, amount);
      await redis.expire(key, ttlSeconds);
    }
  };

  await commit(record({ model: "a:b=c", tokens: { promptTokens: 10, completionTokens: 3 } }));
  nowMs = Date.parse("2026-12-01T00:10:00Z");
  await commit(record({ model: "a:b=c", tokens: undefined }));
  await commit(record({ model: "painter", pictures: 2 }));
  await commit(record({ model: "painter", pictures: 1 }));
  // Written by another version.
  await redis.hset("t:usage:day:2026-12-01", "minutes:a:b=c", 5);

  const none = { requests: 0, promptTokens: 0, completionTokens: 0, uncounted: 0, pictures: 0 };
  const today = [
    { ...none, model: "painter", requests: 2, pictures: 3 },
    { ...none, model: "a:b=c", requests: 1, uncounted: 1 },
  ];
  expect(await read()).toEqual({
    today,
    yesterday: [{ ...none, model: "a:b=c", requests: 1, promptTokens: 10, completionTokens: 3 }],
    month: today,
  });
  expect(await redis.ttl("t:usage:day:2026-12-01")).toBeGreaterThan(0);
});
