import { openTestRedis, type TestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { exchangeOf } from "../fixtures.ts";
import { eraseEntries } from "./erase-entries.ts";
import { oldestEntryAgeMs } from "./oldest-entry.ts";
import type { OutboxEntry } from "./outbox-entry.ts";
import { createOutboxStream, type OutboxStream } from "./outbox-stream.ts";
import { createReaderLease } from "./reader-lease.ts";
import { startOutboxReader, type OutboxReader } from "./start-outbox-reader.ts";

const prefix = "p";
const key = "p:transcripts:outbox";
const silent = { info: () => undefined, error: () => undefined };

const append = async ({ redis }: TestRedis, json: string): Promise<void> => {
  await redis.xadd(key, "*", "json", json);
};

function readerOver(
  redis: TestRedis,
  holder: string,
  store: (entries: OutboxEntry[]) => Promise<void>,
): { stream: OutboxStream; start: () => OutboxReader; counted: [string, number][] } {
  const stream = createOutboxStream({ redis: redis.connect(), blocking: redis.connect(), prefix });
  const lease = createReaderLease({ redis: redis.connect(), prefix, holder });
  const counted: [string, number][] = [];
  const onEntries = (outcome: string, count: number): void => void counted.push([outcome, count]);
  return {
    stream,
    counted,
    start: () => startOutboxReader({ stream, lease, store, onEntries, log: silent }),
  };
}

test("what was written before there was a reader is stored, then confirmed and gone", async () => {
  await using redis = await openTestRedis();
  await append(redis, JSON.stringify(exchangeOf()));
  expect(await oldestEntryAgeMs({ redis: redis.redis, prefix }, Date.now() + 5_000)).toBeGreaterThan(4_000);
  const stored: OutboxEntry[] = [];
  const reader = readerOver(redis, "a", async (entries) => void stored.push(...entries)).start();
  await expect.poll(() => stored.length).toBe(1);
  await append(redis, JSON.stringify(exchangeOf({ msgId: "msg-2" })));
  await expect.poll(() => stored.length).toBe(2);
  await expect.poll(() => redis.redis.xlen(key)).toBe(0);
  await reader.close();
  expect(await oldestEntryAgeMs({ redis: redis.redis, prefix }, Date.now())).toBe(0);
  expect(await redis.redis.exists("p:transcripts:reader")).toBe(0);
});

test("while the database fails entries wait, and are stored once it works", async () => {
  await using redis = await openTestRedis();
  let isBroken = true;
  const stored: OutboxEntry[] = [];
  const { start } = readerOver(redis, "a", async (entries) => {
    if (isBroken && entries.length > 0) throw new Error("disk full");
    stored.push(...entries);
  });
  const reader = start();
  await append(redis, JSON.stringify(exchangeOf()));
  await expect.poll(async () => String(await redis.redis.xinfo("GROUPS", key))).toContain("pending,1");
  isBroken = false;
  await expect.poll(() => stored.length, { timeout: 10_000 }).toBe(1);
  await expect.poll(() => redis.redis.xlen(key)).toBe(0);
  await reader.close();
});

test("what a killed reader was given is stored by the next one, and only one reads at a time", async () => {
  await using redis = await openTestRedis();
  const killed = readerOver(redis, "killed", async () => undefined);
  await append(redis, JSON.stringify(exchangeOf()));
  await killed.stream.fresh(100);
  expect(await killed.stream.fresh(100)).toHaveLength(1);

  const byReader: Record<string, number> = { b: 0, c: 0 };
  const [b, c] = ["b", "c"].map((name) =>
    readerOver(redis, name, async (entries) => {
      byReader[name] = (byReader[name] ?? 0) + entries.length;
    }).start(),
  );
  await expect.poll(() => redis.redis.xlen(key), { timeout: 10_000 }).toBe(0);
  for (let n = 0; n < 20; n++) await append(redis, JSON.stringify(exchangeOf({ msgId: `msg-${n}` })));
  await expect.poll(() => redis.redis.xlen(key), { timeout: 10_000 }).toBe(0);
  expect(Object.values(byReader).toSorted((x, y) => x - y)).toEqual([0, 21]);
  await b?.close();
  await c?.close();
});

test("entries that nobody can read are set aside, counted, and hold nobody up", async () => {
  await using redis = await openTestRedis();
  const stored: OutboxEntry[] = [];
  const { start, counted } = readerOver(redis, "a", async (entries) => void stored.push(...entries));
  await append(redis, "{not json");
  await append(redis, JSON.stringify({ ...exchangeOf(), v: 2 }));
  await append(redis, JSON.stringify(exchangeOf()));
  const reader = start();
  await expect.poll(() => redis.redis.xlen(key)).toBe(0);
  await reader.close();
  expect(stored).toHaveLength(1);
  expect(counted.filter(([outcome]) => outcome === "malformed")).toEqual([["malformed", 2]]);
  const dead = await redis.redis.xrange("p:transcripts:dead", "-", "+");
  expect(dead.map(([, fields]) => fields[3])).toContain("{not json");
  expect(await redis.redis.ttl("p:transcripts:dead")).toBeGreaterThan(600_000);
});

test("an erasure takes a person's entries out, also those in a reader's hand; what was set aside goes unless it is somebody else's", async () => {
  await using redis = await openTestRedis();
  const { stream } = readerOver(redis, "a", async () => undefined);
  const other = { id: "staff-2", nick: "李四" };
  await append(redis, JSON.stringify(exchangeOf({ msgId: "in hand" })));
  await stream.fresh(100);
  await stream.fresh(100);
  await append(redis, JSON.stringify(exchangeOf({ msgId: "waits" })));
  await append(redis, JSON.stringify(exchangeOf({ msgId: "others", user: other })));
  await append(
    redis,
    JSON.stringify({ v: 1, type: "reading", id: "r", action: "asked", by: "staff-1", exchanges: 0, atMs: 1 }),
  );
  const aside = [
    "{broken",
    JSON.stringify({ v: 9, user: other }),
    JSON.stringify({ v: 9, user: { id: "staff-1" } }),
  ];
  await stream.setAside(aside.map((json, n) => ({ id: `9-${n + 1}`, json })));

  expect(await eraseEntries({ redis: redis.redis, prefix }, "staff-1")).toBe(4);
  const left = JSON.stringify(await redis.redis.xrange(key, "-", "+"));
  expect(left).toContain("others");
  expect(left).toContain("reading");
  expect(left).not.toMatch(/in hand|waits/);
  expect(await redis.redis.xlen("p:transcripts:dead")).toBe(1);
  // The reader finds that nothing is left of it.
  expect(await stream.pending()).toMatchObject([{ json: undefined }]);
});
