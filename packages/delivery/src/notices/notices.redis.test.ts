import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { createNoticePost } from "./notice-post.ts";
import { createNoticeQueue } from "./notice-queue.ts";
import type { Trouble } from "./notice.ts";

const refused: Trouble = { kind: "credentials_refused", robot: "ding:1" };

async function openNotices() {
  const database = await openTestRedis();
  const { redis } = database;
  let nowMs = 1_000_000;
  const now = (): number => nowMs;
  const warnings: string[] = [];
  const log = { warn: (_fields: object, message: string) => void warnings.push(message) };
  return {
    redis,
    warnings,
    post: createNoticePost({ redis, prefix: "t", now, log }),
    queue: createNoticeQueue({ redis, prefix: "t", now }),
    later: (ms: number) => void (nowMs += ms),
    [Symbol.asyncDispose]: async () => database[Symbol.asyncDispose](),
  };
}

test("the same trouble is told once an hour, another one at once", async () => {
  await using place = await openNotices();
  const { post, queue, redis } = place;
  await Promise.all([post(refused), post(refused), post({ ...refused, robot: "ding:2" })]);
  await post({ kind: "calls_refused", robot: "ding:1", code: "60011" });
  const claimed = await queue.claim();
  expect(claimed.map(({ notice }) => notice?.trouble)).toHaveLength(3);
  const ttls = await Promise.all((await redis.keys("t:noticed:*")).map((key) => redis.ttl(key)));
  expect(ttls).toHaveLength(3);
  for (const ttl of ttls) expect(ttl).toBeGreaterThan(3_500);
});

test("what is claimed is nobody else's for a minute, and gone when it is settled", async () => {
  await using place = await openNotices();
  const { post, queue, later } = place;
  await post(refused);
  const [first] = await queue.claim();
  expect(await queue.claim()).toEqual([]);
  later(61_000);
  const [again] = await queue.claim();
  expect(again).toEqual(first);
  expect(again?.notice).toEqual({ v: 1, atMs: 1_000_000, trouble: refused });
  await queue.settle(again?.entry ?? "");
  later(61_000);
  expect(await queue.claim()).toEqual([]);
});

test("another version's notice is handed out as unknown, and the oldest give way", async () => {
  await using place = await openNotices();
  const { post, queue, redis } = place;
  await redis.zadd("t:notices", 1, '{"v":2}');
  expect(await queue.claim()).toEqual([{ entry: '{"v":2}', notice: undefined }]);
  for (let robot = 0; robot < 110; robot++) await post({ ...refused, robot: String(robot) });
  expect(await redis.zcard("t:notices")).toBe(100);
});

test("a Redis that does not answer costs a line in the log, no more", async () => {
  await using place = await openNotices();
  place.redis.disconnect();
  await place.post(refused);
  expect(place.warnings).toEqual(["administrators are not told of a trouble; the log has it"]);
});
