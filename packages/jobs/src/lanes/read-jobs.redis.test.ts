import { openTestRedis } from "@dinglane/test-redis";
import { expect, it } from "vitest";
import { unfinishedIds } from "./read-jobs.ts";

const keys = { prefix: "q:", job: (id: string) => `q:${id}` };

it.each(["wait", "paused", "active", "delayed", "prioritized"])(
  "asks a state that may fill at any moment one question: %s",
  async (state) => {
    await using test = await openTestRedis();
    const { redis } = test;
    await redis.hset("q:m1", { timestamp: "5" });
    await redis.hset("q:m2", { timestamp: "9" });
    const isList = ["wait", "paused", "active"].includes(state);
    const fill = async (): Promise<void> => {
      if (isList) await redis.rpush(`q:${state}`, "m1", "m2");
      else await redis.zadd(`q:${state}`, 1, "m1", 2, "m2");
    };
    let questions = 0;
    // Filled between the moment at which it was empty and the question.
    const asked =
      <Args extends unknown[], Answer>(ask: (...args: Args) => Promise<Answer>) =>
      async (...args: Args): Promise<Answer> => {
        questions += 1;
        await fill();
        return ask(...args);
      };
    const racing = {
      lrange: asked((key: string, from: number, to: number) => redis.lrange(key, from, to)),
      zrange: asked((key: string, from: string, to: string) => redis.zrange(key, from, to)),
      hget: (key: string, field: string) => redis.hget(key, field),
    } as unknown as Parameters<typeof unfinishedIds>[0];
    expect(await unfinishedIds(redis, keys, { state, until: 7, limit: 0 })).toEqual([]);
    expect(await unfinishedIds(racing, keys, { state, until: 7, limit: 0 })).toEqual(["m1"]);
    expect(questions).toBe(1);
    expect(await unfinishedIds(redis, keys, { state, until: 9, limit: 1 })).toEqual(["m1"]);
  },
);
