import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { createLedger } from "./ledger.ts";
import { messageFixture } from "./message.fixture.ts";
import { jobSender } from "./sender.ts";

const prefix = "dinglane:{0}";
const now = (): number => 1_700_000_000_000;
const reply = { title: "标题", parts: ["第一段", "第二段"] };
const lock = { key: `${prefix}:chat:job-1:lock`, token: "token-1" };

async function openLedger() {
  const database = await openTestRedis();
  const ledger = createLedger({ redis: database.redis, prefix, now });
  const receipt = ledger.receiptFor(messageFixture());
  await database.redis.hset(receipt.key, receipt.fields);
  await database.redis.set(lock.key, lock.token);
  return {
    redis: database.redis,
    ledger,
    key: receipt.key,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

test("a commit writes the reply and its effects together, for the holder of the lock", async () => {
  await using opened = await openLedger();
  const { redis, ledger, key } = opened;
  await redis.set(`${prefix}:mode`, "old");
  const outcome = await ledger.commit({
    key,
    lock,
    reply,
    effects: [
      { type: "set", key: `${prefix}:context`, value: "turns", ttlSeconds: 600 },
      { type: "expire", key: `${prefix}:mode`, ttlSeconds: 300 },
      { type: "delete", key: `${prefix}:gone` },
    ],
  });
  expect(outcome).toBe("committed");
  expect(await redis.get(`${prefix}:context`)).toBe("turns");
  expect(await redis.ttl(`${prefix}:context`)).toBeGreaterThan(590);
  expect(await redis.ttl(`${prefix}:mode`)).toBeGreaterThan(290);
  expect(await redis.ttl(key)).toBeGreaterThan(86_000);
  expect(await ledger.read(key)).toMatchObject({ reply, replied: false, stopped: false });
});

test("a commit appends to a stream and adds to a hash's figures", async () => {
  await using opened = await openLedger();
  const { redis, ledger, key } = opened;
  await redis.hset(`${prefix}:figures`, "tokens", 3_000_000_000);
  await ledger.commit({
    key,
    lock,
    reply,
    effects: [
      { type: "append", key: `${prefix}:outbox`, json: '{"question":"你好"}' },
      {
        type: "increment",
        key: `${prefix}:figures`,
        amounts: { tokens: 123_456, requests: 1 },
        ttlSeconds: 60,
      },
    ],
  });
  expect(await redis.xrange(`${prefix}:outbox`, "-", "+")).toEqual([
    [expect.any(String), ["json", '{"question":"你好"}']],
  ]);
  expect(await redis.hgetall(`${prefix}:figures`)).toEqual({ tokens: "3000123456", requests: "1" });
  expect(await redis.ttl(`${prefix}:figures`)).toBeGreaterThan(50);
});

test("who lost the lock commits nothing", async () => {
  await using opened = await openLedger();
  const { redis, ledger, key } = opened;
  await redis.set(lock.key, "somebody else's");
  const effects = [{ type: "set", key: `${prefix}:context`, value: "turns", ttlSeconds: 600 } as const];
  expect(await ledger.commit({ key, lock, reply, effects })).toBe("stale");
  await redis.del(lock.key);
  expect(await ledger.commit({ key, lock, reply, effects })).toBe("stale");
  expect(await redis.exists(`${prefix}:context`)).toBe(0);
  expect((await ledger.read(key))?.reply).toBeUndefined();
});

test("the first reply wins, and its effects happen once", async () => {
  await using opened = await openLedger();
  const { redis, ledger, key } = opened;
  await ledger.commit({ key, lock, reply, effects: [] });
  const second = await ledger.commit({
    key,
    lock,
    reply: { title: "另一个", parts: ["另一个"] },
    effects: [{ type: "set", key: `${prefix}:context`, value: "twice", ttlSeconds: 600 }],
  });
  expect(second).toBe("already");
  expect(await ledger.read(key)).toMatchObject({ reply });
  expect(await redis.exists(`${prefix}:context`)).toBe(0);
});

test("a stopped message is not committed", async () => {
  await using opened = await openLedger();
  const { redis, ledger, key } = opened;
  await redis.hset(key, "stopped", now());
  expect(await ledger.commit({ key, lock, reply, effects: [] })).toBe("stopped");
});

test("the script survives SCRIPT FLUSH", async () => {
  await using opened = await openLedger();
  const { redis, ledger, key } = opened;
  await redis.script("FLUSH");
  expect(await ledger.commit({ key, lock, reply, effects: [] })).toBe("committed");
});

test("parts are remembered one by one; the last one is the reply", async () => {
  await using opened = await openLedger();
  const { ledger, key } = opened;
  await ledger.commit({ key, lock, reply, effects: [] });
  await ledger.markUnknown(key, 0);
  expect(await ledger.read(key)).toMatchObject({ unknownParts: new Set([0]), sentParts: new Set() });
  await ledger.markSent(key, 0, false);
  expect(await ledger.read(key)).toMatchObject({
    unknownParts: new Set(),
    sentParts: new Set([0]),
    replied: false,
  });
  await ledger.markSent(key, 1, true);
  expect(await ledger.read(key)).toMatchObject({ replied: true });
});

test("one sender at a time: the lease is renewed by its holder and by nobody else", async () => {
  await using opened = await openLedger();
  const { ledger, key } = opened;
  const payer = { holder: "payer:1" };
  expect(await ledger.lease(key, payer)).toMatchObject({ address: { nick: "小张" } });
  expect(await ledger.lease(key, payer)).toMatchObject({ address: { nick: "小张" } });
  expect(await ledger.lease(key, { holder: "payer:2" })).toBe("taken");
  expect(await ledger.lease(key, jobSender(lock)), "a job does not push a payer aside").toBe("taken");
});

test("who holds the job's lock takes over from an earlier run of the job, which cannot take it back", async () => {
  await using opened = await openLedger();
  const { redis, ledger, key } = opened;
  expect(await ledger.lease(key, jobSender(lock))).not.toBe("taken");
  const second = { key: lock.key, token: "token-2" };
  expect(await ledger.lease(key, jobSender(second)), "not without the lock").toBe("taken");
  await redis.set(lock.key, second.token);
  expect(await ledger.lease(key, jobSender(second))).not.toBe("taken");
  expect(await ledger.lease(key, jobSender(lock))).toBe("taken");
  expect(await ledger.lease(key, { holder: "payer:1" })).toBe("taken");
});

test("a lease that has run out is free; one on nothing is no entry", async () => {
  await using opened = await openLedger();
  const { redis, ledger, key } = opened;
  await redis.hset(key, "sender", "payer:dead", "senderUntil", Date.now() - 1);
  expect(await ledger.lease(key, { holder: "payer:2" })).not.toBe("taken");
  expect(await ledger.lease(`${prefix}:ledger:none:none`, { holder: "payer:2" })).toBeUndefined();
  expect(await redis.exists(`${prefix}:ledger:none:none`)).toBe(0);
});

test("an entry that ended in the middle of a send does not come back without an end", async () => {
  await using opened = await openLedger();
  const { redis, ledger, key } = opened;
  await redis.del(key);
  await ledger.markUnknown(key, 0);
  await ledger.markSent(key, 0, true);
  await ledger.replaceReply(key, reply);
  await ledger.markApology(key, "paid");
  expect(await redis.exists(key)).toBe(0);
});

test("a reply that this version cannot read is unreadable, not absent", async () => {
  await using opened = await openLedger();
  const { redis, ledger, key } = opened;
  await redis.hset(key, "reply", '{"text":"of another version"}');
  expect(await ledger.read(key)).toMatchObject({ reply: "unreadable" });
});

test("an entry that never was is no entry; an address of another version is no address", async () => {
  await using opened = await openLedger();
  const { redis, ledger, key } = opened;
  expect(await ledger.read(`${prefix}:ledger:none:none`)).toBeUndefined();
  await redis.hset(key, "to", '{"sessionWebhook":1}');
  expect(await ledger.read(key)).toMatchObject({ address: undefined });
});
