import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { createLedger } from "./ledger.ts";
import { messageFixture } from "./message.fixture.ts";

const prefix = "dinglane:{0}";
const reply = { title: "太长", parts: ["这个问题太长了"] };
const lock = { key: `${prefix}:chat:job-1:lock`, token: "token-1" };
const day = `${prefix}:quota:robot:ann:2026-11-20`;

/** A message as the add script took it: so many of its asker count on that day, this one among them. */
async function openTaken(counted: number) {
  const database = await openTestRedis();
  const { redis } = database;
  const ledger = createLedger({ redis, prefix, now: () => 1_700_000_000_000 });
  const { key, fields } = ledger.receiptFor(messageFixture());
  await redis.hset(key, { ...fields, quota: day, left: "0" });
  await redis.set(lock.key, lock.token);
  await redis.set(day, counted, "EX", 100_000);
  return {
    redis,
    ledger,
    key,
    count: () => redis.get(day),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

test("a refusal gives the day's reservation back with its commit, once", async () => {
  await using taken = await openTaken(3);
  const { redis, ledger, key, count } = taken;
  const effects = [{ type: "set", key: `${prefix}:context`, value: "kept", ttlSeconds: 60 } as const];
  const refusal = { key, lock, reply, effects, isRefusal: true };
  expect(await ledger.commit(refusal)).toBe("committed");
  expect(await count()).toBe("2");
  expect(await redis.ttl(day), "the day ends when it did").toBeGreaterThan(90_000);
  expect(await redis.get(`${prefix}:context`), "effects are carried out all the same").toBe("kept");
  expect(await ledger.commit(refusal)).toBe("already");
  expect(await count()).toBe("2");
});

test("nothing is left of the reservation for a failure, a removal or an operator's retry to give back or take again", async () => {
  await using taken = await openTaken(1);
  const { redis, ledger, key } = taken;
  await ledger.commit({ key, lock, reply, effects: [], isRefusal: true });
  expect(await redis.hmget(key, "quota", "released")).toEqual([null, null]);
});

test("an answer keeps its share of the day", async () => {
  await using taken = await openTaken(3);
  const { redis, ledger, key, count } = taken;
  await ledger.commit({ key, lock, reply, effects: [] });
  await ledger.commit({ key, lock, reply, effects: [], isRefusal: true });
  expect(await count()).toBe("3");
  expect(await redis.hget(key, "quota")).toBe(day);
});

test("who has lost the lock gives nothing back, and what was stopped has been given back", async () => {
  await using taken = await openTaken(3);
  const { redis, ledger, key, count } = taken;
  const refusal = { key, lock, reply, effects: [], isRefusal: true };
  expect(await ledger.commit({ ...refusal, lock: { ...lock, token: "another" } })).toBe("stale");
  await redis.hset(key, "stopped", 1);
  expect(await ledger.commit(refusal)).toBe("stopped");
  expect(await count()).toBe("3");
});

test("a day that is over, and a message that did not count, have nothing to be given back", async () => {
  await using over = await openTaken(1);
  await over.redis.del(day);
  expect(await over.ledger.commit({ key: over.key, lock, reply, effects: [], isRefusal: true })).toBe(
    "committed",
  );
  expect(await over.count()).toBeNull();

  await using exempt = await openTaken(5);
  await exempt.redis.hdel(exempt.key, "quota", "left");
  expect(await exempt.ledger.commit({ key: exempt.key, lock, reply, effects: [], isRefusal: true })).toBe(
    "committed",
  );
  expect(await exempt.count()).toBe("5");
});
