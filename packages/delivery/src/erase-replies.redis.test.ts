import { openTestRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { eraseReplies } from "./erase-replies.ts";
import { createLedger } from "./ledger.ts";
import { messageFixture } from "./message.fixture.ts";

const prefix = "p";
const SECRET = "藏宝图";

test("a person's replies go; what is known of their outcome stays, and nothing can be committed any more", async () => {
  await using store = await openTestRedis();
  const { redis } = store;
  const ledger = createLedger({ redis, prefix, now: () => 1_000 });
  await redis.set("lock", "mine");
  const lock = { key: "lock", token: "mine" };
  const reply = { title: SECRET, parts: [SECRET] };
  async function take(msgId: string, sender = messageFixture().sender, isCommitted = true): Promise<string> {
    const { key, fields } = ledger.receiptFor(messageFixture({ msgId, sender }));
    await redis.hset(key, { ...fields, job: "j" });
    if (isCommitted) await ledger.commit({ key, lock, reply, effects: [] });
    return key;
  }
  const outsider = { id: "$:outside", nick: "外部" };
  const answered = await take("answered");
  await ledger.markSent(answered, 0, true);
  const running = await take("running", undefined, false);
  await redis.hset(running, "seen", SECRET);
  const outside = await take("outside", outsider);
  const others = await take("others", { id: "x", staffId: "staff-2", nick: "别人" });
  const asking = await take("asking");
  const card = { outTrackId: "o", generation: 0, key: "content", state: "closed" };
  const onCard = await take("on-card");
  await redis.hset(onCard, "card", JSON.stringify(card));
  const onOpenCard = await take("on-open-card");
  await redis.hset(onOpenCard, "card", JSON.stringify({ ...card, state: "left" }));
  // Written before entries said whose they are.
  const old = await take("old");
  await redis.hdel(old, "user");

  const person = { messages: [], except: { robotKey: "dingrobot", msgId: "asking" }, nowMs: 2_000 };
  expect(await eraseReplies({ redis, prefix }, { ...person, userId: "staff-1" })).toBe(4);
  expect(await redis.hgetall(answered)).toEqual({
    user: "staff-1",
    taken: "1000",
    job: "j",
    committed: "1000",
    "part:0": "sent",
    replied: "1000",
  });
  for (const key of [running, old]) {
    const left = await redis.hgetall(key);
    expect(left).toMatchObject({ stopped: "2000" });
    expect(JSON.stringify(left)).not.toMatch(/藏宝图|sendBySession/);
  }
  // The address is who they are; only a card that is still to be closed needs it.
  expect(await redis.hget(onCard, "to")).toBeNull();
  expect(await redis.hget(onOpenCard, "to")).toContain("sendBySession");
  expect(await ledger.commit({ key: running, lock, reply, effects: [] })).toBe("stopped");
  for (const key of [outside, others, asking]) expect(await redis.hget(key, "reply")).toContain(SECRET);

  const messages = [{ robotKey: "dingrobot", msgId: "others" }];
  expect(await eraseReplies({ redis, prefix }, { ...person, userId: "$:outside", messages })).toBe(2);
  expect(await redis.hget(outside, "reply")).toBeNull();
  expect(await redis.hget(others, "reply")).toBeNull();
  // What has ended is not begun anew.
  await redis.del(answered);
  await eraseReplies(
    { redis, prefix },
    { ...person, userId: "u", messages: [{ robotKey: "dingrobot", msgId: "answered" }] },
  );
  expect(await redis.exists(answered)).toBe(0);
});
