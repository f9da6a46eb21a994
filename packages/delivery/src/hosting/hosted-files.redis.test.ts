import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { createHostedFiles, type HostOutcome } from "./hosted-files.ts";

const MB = 1024 * 1024;
const file = (bytes: Uint8Array, owner = "staff-1") => ({
  contentType: "image/png",
  bytes,
  metadata: { owner },
});
const idOf = (outcome: HostOutcome): string => (outcome.status === "hosted" ? outcome.id : "");

test("a file comes back to the byte, by its id and kind alone, and ends after a day", async () => {
  await using store = await openTestRedis();
  const files = createHostedFiles({ redis: store.redis, prefix: "p", now: () => 1_000 });
  const bytes = Uint8Array.from({ length: 256 }, (_, n) => 255 - n);
  // A view into something larger, as decoders give them.
  const hosted = await files.host("image", file(new Uint8Array([7, ...bytes, 7]).subarray(1, 257)));
  expect(hosted).toMatchObject({ status: "hosted", expiresAtMs: 1_000 + 86_400_000 });
  const id = idOf(hosted);
  expect(Buffer.from(id, "base64url").byteLength * 8).toBeGreaterThanOrEqual(128);
  const read = await files.read("image", id);
  expect({ ...read, bytes: Uint8Array.from(read?.bytes ?? []) }).toEqual(file(bytes));
  expect(await files.read("export", id)).toBeUndefined();
  const ttl = await store.redis.ttl(`p:hosted:image:${id}`);
  expect(ttl).toBeGreaterThan(86_000);
  expect(ttl).toBeLessThanOrEqual(86_400);
  expect(await store.redis.ttl("p:hosted")).toBeGreaterThan(86_000);
});

test.each(["", "x", "../secret", "*", `${"a".repeat(31)}\n`, "a".repeat(33), "a".repeat(32)])(
  "whatever is asked for, %j is no file",
  async (id) => {
    await using store = await openTestRedis();
    const files = createHostedFiles({ redis: store.redis, prefix: "p", now: Date.now });
    await files.host("image", file(new Uint8Array(3)));
    expect(await files.read("image", id)).toBeUndefined();
  },
);

test("more than 20 MB is refused, and so is what would take all files over 512 MB", async () => {
  await using store = await openTestRedis();
  let nowMs = 0;
  const files = createHostedFiles({ redis: store.redis, prefix: "p", now: () => nowMs });
  const refused = { status: "refused", reason: "too_large" };
  expect(await files.host("image", file(new Uint8Array(20 * MB + 1)))).toEqual(refused);
  // As if 511 MB were there.
  await store.redis.zadd("p:hosted", 5_000, `export:${"a".repeat(32)}:${511 * MB}`);
  expect(await files.host("image", file(new Uint8Array(MB)))).toMatchObject({ status: "hosted" });
  expect(await files.host("image", file(new Uint8Array(1)))).toEqual({
    status: "refused",
    reason: "no_room",
  });
  // What has ended takes no room.
  nowMs = 5_001;
  expect(await files.host("image", file(new Uint8Array(1)))).toMatchObject({ status: "hosted" });
});

test("a Redis that is nearly full hosts nothing", async () => {
  await using store = await openTestRedis();
  const info = async () => `# Memory\r\nused_memory:${70 * MB}\r\nmaxmemory:${100 * MB}\r\n`;
  const redis = Object.assign(Object.create(store.redis) as typeof store.redis, { info });
  const files = createHostedFiles({ redis, prefix: "p", now: Date.now });
  expect(await files.host("image", file(new Uint8Array(4 * MB)))).toMatchObject({ status: "hosted" });
  const outcome = await files.host("image", file(new Uint8Array(6 * MB)));
  expect(outcome).toEqual({ status: "refused", reason: "no_room" });
});

test("a person's files are removed, and nobody else's", async () => {
  await using store = await openTestRedis();
  const files = createHostedFiles({ redis: store.redis, prefix: "p", now: Date.now });
  const gone = idOf(await files.host("image", file(new Uint8Array(1), "staff-1")));
  const kept = idOf(await files.host("image", file(new Uint8Array(1), "staff-2")));
  const other = idOf(await files.host("export", file(new Uint8Array(1), "staff-1")));
  expect(await files.removeWhere("image", ({ owner }) => owner === "staff-1")).toBe(1);
  expect(await files.read("image", gone)).toBeUndefined();
  expect(await files.read("image", kept)).toBeDefined();
  expect(await files.read("export", other)).toBeDefined();
  expect(await store.redis.zcard("p:hosted")).toBe(2);
});

test("a file that is to end early does, and leaves the others in the index", async () => {
  await using store = await openTestRedis();
  const files = createHostedFiles({ redis: store.redis, prefix: "p", now: () => 1_000 });
  await files.host("image", file(new Uint8Array(1)));
  const early = await files.host("export", file(new Uint8Array(1)), 60);
  expect(early).toMatchObject({ status: "hosted", expiresAtMs: 61_000 });
  expect(await store.redis.ttl(`p:hosted:export:${idOf(early)}`)).toBeLessThanOrEqual(60);
  expect(await store.redis.ttl("p:hosted")).toBeGreaterThan(86_000);
});
