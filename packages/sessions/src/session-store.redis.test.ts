import { openTestRedis } from "@dinglane/test-redis";
import type { Redis } from "ioredis";
import { describe, expect, it, vi } from "vitest";
import type { CommitEffect } from "./commit-effect.ts";
import { contextKey, modeKey } from "./keys.ts";
import { createSessionStore, type SessionStoreOptions } from "./session-store.ts";

const key = { robotKey: "r", conversationId: "cid==", user: "u1" };
const prefix = "dinglane:{0}";
const turn = (n: number) => ({ question: `q${n}`, answer: `a${n}`, tokens: 4 });

const storeOn = (redis: Redis, options: Partial<SessionStoreOptions> = {}) =>
  createSessionStore({ redis, prefix, ttlSeconds: 600, defaultMode: "singleTurn", ...options });

/** Stands in for the commit script. */
async function apply(redis: Redis, effects: CommitEffect[]): Promise<void> {
  for (const effect of effects) {
    if (effect.type === "set") await redis.set(effect.key, effect.value, "EX", effect.ttlSeconds);
    else if (effect.type === "expire") await redis.expire(effect.key, effect.ttlSeconds);
    else await redis.del(effect.key);
  }
}

describe("a session", () => {
  it("that nobody has begun has the default mode and no turns, and leaves no key", async () => {
    await using test = await openTestRedis();
    expect(await storeOn(test.redis).read(key)).toEqual({ mode: "singleTurn", turns: [] });
    expect(await storeOn(test.redis, { defaultMode: "multiTurn" }).read(key)).toEqual({
      mode: "multiTurn",
      turns: [],
    });
    expect(await test.redis.dbsize()).toBe(0);
  });

  it("remembers eight turns in order, and forgets them at a reset", async () => {
    await using test = await openTestRedis();
    const store = storeOn(test.redis);
    await apply(test.redis, store.effectsOfMode(key, "multiTurn"));
    for (let n = 1; n <= 8; n++) {
      const session = await store.read(key);
      expect(session.turns).toHaveLength(n - 1);
      await apply(test.redis, store.effectsOfTurn(key, session, turn(n)));
    }
    expect(await store.read(key)).toEqual({
      mode: "multiTurn",
      chosenMode: "multiTurn",
      turns: [1, 2, 3, 4, 5, 6, 7, 8].map(turn),
    });
    await apply(test.redis, store.effectsOfReset(key));
    expect(await store.read(key)).toEqual({ mode: "singleTurn", turns: [] });
    expect(await test.redis.dbsize()).toBe(0);
  });

  it("belongs to one robot, one conversation and one user", async () => {
    await using test = await openTestRedis();
    const store = storeOn(test.redis);
    await apply(test.redis, store.effectsOfTurn(key, { mode: "multiTurn", turns: [] }, turn(1)));
    expect((await store.read(key)).turns).toHaveLength(1);
    for (const other of [{ robotKey: "r2" }, { conversationId: "cid" }, { user: "u2" }]) {
      expect((await store.read({ ...key, ...other })).turns).toEqual([]);
    }
  });

  it("is slid as a whole by a read, in one round trip", async () => {
    await using test = await openTestRedis();
    const store = storeOn(test.redis);
    await test.redis.set(modeKey(prefix, key), "multiTurn", "EX", 5);
    await test.redis.set(contextKey(prefix, key), JSON.stringify({ v: 2, turns: [turn(1)] }), "EX", 7);
    const writes = vi.spyOn(test.redis.stream, "write");
    expect((await store.read(key)).turns).toEqual([turn(1)]);
    expect(writes).toHaveBeenCalledTimes(1);
    expect(await test.redis.ttl(modeKey(prefix, key))).toBeGreaterThan(590);
    expect(await test.redis.ttl(contextKey(prefix, key))).toBeGreaterThan(590);
    await test.redis.expire(contextKey(prefix, key), 5);
    await apply(test.redis, store.effectsOfTurn(key, { mode: "singleTurn", turns: [] }, turn(2)));
    expect(await test.redis.ttl(contextKey(prefix, key))).toBeGreaterThan(590);
  });

  it.each(["singleTurn", "multiTurn"] as const)(
    "under a chosen mode goes on though the answer outlasted it, default %s",
    async (defaultMode) => {
      await using test = await openTestRedis();
      const store = storeOn(test.redis, { defaultMode });
      const chosen = defaultMode === "singleTurn" ? "multiTurn" : "singleTurn";
      await apply(test.redis, store.effectsOfMode(key, chosen));
      const session = await store.read(key);
      // What time does when the model takes longer than the session time.
      await test.redis.flushdb();
      await apply(test.redis, store.effectsOfTurn(key, session, turn(1)));
      expect(await store.read(key)).toEqual({
        mode: chosen,
        chosenMode: chosen,
        turns: chosen === "multiTurn" ? [turn(1)] : [],
      });
    },
  );

  it("survives what an older deploy or a stranger wrote", async () => {
    await using test = await openTestRedis();
    const store = storeOn(test.redis);
    await test.redis.set(modeKey(prefix, key), "串聊");
    await test.redis.set(contextKey(prefix, key), '{"v":0,"history":[]}');
    expect(await store.read(key)).toEqual({ mode: "singleTurn", turns: [] });
    await test.redis.set(contextKey(prefix, key), "{not json");
    expect((await store.read(key)).turns).toEqual([]);
  });

  it("cannot be read when Redis refuses: nobody is answered without their context", async () => {
    await using test = await openTestRedis();
    await test.redis.hset(contextKey(prefix, key), "a", "b");
    await expect(storeOn(test.redis).read(key)).rejects.toThrow("WRONGTYPE");
  });
});
