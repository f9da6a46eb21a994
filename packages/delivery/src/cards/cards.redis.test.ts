import { expect, test } from "vitest";
import type { Reply } from "../reply.ts";
import { jobSender } from "../sender.ts";
import { readCardOwner } from "./card-owner.ts";
import { lock, lost, openCards, refused } from "./cards.fixture.ts";

const reply = { title: "题", parts: ["整个回答"], card: { text: "整个回答", rest: [] } };
const ended = "整个回答\n\n<a atId=staff-1>小张</a>";

type Cards = Awaited<ReturnType<typeof openCards>>;

/** An answer that is shown while it is written, and then replied with. */
const answer = (cards: Cards, texts: string[] = ["整个"], replyWith: Reply = reply) =>
  cards.replyOnce({
    key: cards.key,
    lock,
    async compose() {
      const card = cards.start();
      const isDoomed = cards.answers.create.some((answered) => answered !== lost);
      for (const text of isDoomed ? [] : texts) {
        const before = cards.tried.length;
        card?.show(text);
        await expect.poll(() => cards.tried.length).toBeGreaterThan(before);
      }
      await expect.poll(() => cards.answers.create.length).toBe(0);
      await card?.settle();
      return { reply: replyWith, effects: [] };
    },
  });

test("an answer appears on one card, grows there, and is completed there", async () => {
  await using cards = await openCards();
  expect(await answer(cards, ["整", "整个", "整个回"])).toEqual({ status: "delivered" });
  expect(cards.created).toMatchObject([
    { target: { openConversationId: "cid0001==" }, at: { nick: "小张" } },
  ]);
  expect(cards.written.map(({ content, isFinalize }) => [content, isFinalize])).toEqual([
    ["整", false],
    ["整个", false],
    ["整个回", false],
    [ended, true],
  ]);
  expect(cards.posted).toEqual([]);
  expect(await cards.ledger.read(cards.key)).toMatchObject({ replied: true, card: { state: "closed" } });
  expect(await readCardOwner(cards.redis, "dinglane:{0}", cards.created[0]?.outTrackId ?? "")).toEqual({
    robotKey: "dingrobot",
    msgId: "msg0001==",
    userId: "staff-1",
  });
});

test("a run that goes on for a dead one writes on the same card, made or not", async () => {
  await using cards = await openCards();
  const owner = { robotKey: "dingrobot", msgId: "msg0001==", userId: "staff-1" };
  const begun = await cards.records.begin({ key: cards.key, lock, owner, contentKey: "content" });
  expect(begun).toMatchObject({ card: { state: "opening", generation: 0 }, isNew: true });
  await answer(cards);
  expect(cards.created).toMatchObject([{ outTrackId: begun?.card.outTrackId }]);

  await using again = await openCards();
  const dead = again.start();
  dead?.show("整");
  await expect.poll(() => again.written.length).toBe(1);
  await dead?.settle();
  expect(await again.card()).toMatchObject({ state: "open" });
  await answer(again);
  expect(again.created).toHaveLength(1);
  expect(new Set(again.written.map(({ outTrackId }) => outTrackId)).size).toBe(1);
  expect(again.written.at(-1)).toMatchObject({ content: ended, isFinalize: true });
});

test("a run that has lost its job writes nothing any more, and changes nothing that is known", async () => {
  await using cards = await openCards();
  const frozen = cards.start();
  frozen?.show("整");
  await expect.poll(() => cards.written.length).toBe(1);
  await cards.redis.set(lock.key, "another worker's");
  frozen?.show("整个旧的");
  await frozen?.settle();
  expect(cards.written).toHaveLength(1);
  const late = cards.start();
  expect(await late?.settle()).toBe(false);
  expect(await cards.card()).toMatchObject({ state: "open" });
});

test.each([
  ["a refusal", [refused("give-up")]],
  ["an undelivered card", [refused("give-up", "deliverResults")]],
  ["a missing permission", [refused("permission")]],
  ["a month that is spent", [refused("degrade-monthly")]],
])("no card at the beginning (%s): one message", async (_name, create) => {
  await using cards = await openCards();
  cards.answers.create.push(...create);
  expect(await answer(cards)).toEqual({ status: "delivered" });
  expect(cards.written).toEqual([]);
  expect(cards.posted).toEqual(["整个回答\n\n@staff-1"]);
  expect(await cards.debts()).toEqual([]);
});

test("a card whose making had no answer is asked for again, and made once", async () => {
  await using cards = await openCards();
  cards.answers.create.push(lost);
  await answer(cards);
  expect(cards.created.map(({ outTrackId }) => outTrackId)).toHaveLength(2);
  expect(cards.written.at(-1)).toMatchObject({ content: ended, isFinalize: true });
  expect(cards.posted).toEqual([]);
});

test.each([
  ["asked for again in vain", [lost, refused("retry")], 0],
  ["noted by a run that is dead", [refused("retry")], 1],
])("a card that may be there is not forgotten: %s", async (_name, create, runsBefore) => {
  await using cards = await openCards();
  const owner = { robotKey: "dingrobot", msgId: "msg0001==", userId: "staff-1" };
  for (let run = 0; run < runsBefore; run++) {
    await cards.records.begin({ key: cards.key, lock, owner, contentKey: "content" });
  }
  cards.answers.create.push(...create);
  await answer(cards);
  expect(cards.written).toMatchObject([{ content: ended, isFinalize: true }]);
  expect(cards.posted).toEqual([]);
});

test.each([
  ["no more text", refused("give-up")],
  ["no such card", refused("give-up", "param.stream.outTrackId")],
  ["too much text", refused("split", "param.stream.content")],
])("refused in the middle (%s): the whole text all the same, once", async (_name, refusal) => {
  await using cards = await openCards();
  cards.answers.write.push("ok", refusal);
  await answer(cards, ["整", "整个"]);
  expect(cards.tried).toHaveLength(3);
  expect(cards.written.at(-1)).toMatchObject({ content: ended, isFinalize: true });
  expect(cards.posted).toEqual([]);
});

test("refused at the end: the text goes as a message, and the card ends with a note", async () => {
  await using cards = await openCards();
  cards.answers.write.push("ok");
  const replied = cards.replyOnce({
    key: cards.key,
    lock,
    async compose() {
      const card = cards.start();
      card?.show("整个");
      await expect.poll(() => cards.written.length).toBe(1);
      await card?.settle();
      cards.answers.write.push(refused("split", "param.stream.content"));
      return { reply, effects: [] };
    },
  });
  expect(await replied).toEqual({ status: "delivered" });
  expect(cards.posted).toEqual(["整个回答\n\n@staff-1"]);
  expect(cards.written.at(-1)).toMatchObject({ content: "见下面的消息", isFinalize: true });
  expect(await cards.card()).toMatchObject({ state: "closed" });
});

test("unreachable at the end: the text goes as a message, and the card is owed its end", async () => {
  await using cards = await openCards();
  const replied = cards.replyOnce({
    key: cards.key,
    lock,
    async compose() {
      const card = cards.start();
      card?.show("整个");
      await expect.poll(() => cards.written.length).toBe(1);
      await card?.settle();
      cards.answers.write.push(lost, lost, lost);
      return { reply, effects: [] };
    },
  });
  expect(await replied).toEqual({ status: "delivered" });
  expect(cards.posted).toEqual(["整个回答\n\n@staff-1"]);
  expect(await cards.ledger.read(cards.key)).toMatchObject({ replied: true, card: { state: "left" } });
  expect(await cards.debts()).toEqual([cards.key]);
  // The next answers need not wait as long as this one has.
  expect(await cards.redis.pttl("dinglane:{0}:cards-paused:dingrobot")).toBeGreaterThan(20_000);
  // The worker's right to send may not have run out yet.
  const sender = jobSender(lock);
  expect(await cards.closeCard({ key: cards.key, sender, text: "见下面的消息" })).toEqual({
    status: "settled",
  });
  expect(cards.written.at(-1)).toMatchObject({ content: "见下面的消息", isFinalize: true });
  expect(await cards.card()).toMatchObject({ state: "closed" });
});

test("a text that DingTalk's check refuses gives way to neutral words, on the card", async () => {
  await using cards = await openCards();
  cards.answers.write.push("ok", refused("degrade"), refused("degrade"));
  await answer(cards, ["整", "整个"]);
  expect(cards.written.at(-1)).toMatchObject({
    content: "中性",
    isFinalize: true,
  });
  expect(cards.posted).toEqual([]);
});

test("what a card does not hold follows as messages, and a run in between goes on with those", async () => {
  await using cards = await openCards();
  const long = { title: "题", parts: ["全部"], card: { text: "前面", rest: ["后面一", "后面二"] } };
  expect(await answer(cards, ["前"], long)).toEqual({ status: "delivered" });
  expect(cards.written.at(-1)).toMatchObject({ content: "前面", isFinalize: true });
  expect(cards.posted).toEqual(["后面一", "后面二\n\n@staff-1"]);
  expect(await cards.ledger.read(cards.key)).toMatchObject({
    replied: true,
    reply: { parts: ["后面一", "后面二"] },
  });
});

test("what was seen is kept by who runs the job, and not of a question that was taken back", async () => {
  await using cards = await openCards();
  const { records, key, redis } = cards;
  await records.keepSeen(key, lock, "写到一半");
  await records.keepSeen(key, { ...lock, token: "a frozen run's" }, "旧的");
  await redis.hset(key, "stopped", "1");
  await records.keepSeen(key, lock, "新的");
  expect(await records.seen(key)).toBe("写到一半");
});

test("what is learnt of the card of a message that is forgotten by now is not kept", async () => {
  await using cards = await openCards();
  const { records, key, redis } = cards;
  const owner = { robotKey: "dingrobot", msgId: "msg0001==", userId: "staff-1" };
  const begin = () => records.begin({ key, lock, owner, contentKey: "content" });
  const begun = await begin();
  if (begun === undefined) throw new Error("there is a card");
  await redis.del(key);
  await records.settleOpening({ key, lock, card: begun.card, state: "open" });
  await records.keepSeen(key, lock, "写到一半");
  await records.leave(key, begun.card, 0);
  await records.close(key, begun.card, "replied");
  expect(await begin()).toBeUndefined();
  expect(await redis.exists(key)).toBe(0);
  expect(await cards.debts()).toEqual([]);
});

test("with nothing left of the month's calls there is no card", async () => {
  await using cards = await openCards({ level: "spent" });
  expect(await answer(cards, [])).toEqual({ status: "delivered" });
  expect(cards.created).toEqual([]);
  expect(cards.posted).toHaveLength(1);
});

test("what is blank, or held back by a mask, is not shown", async () => {
  await using cards = await openCards();
  const card = cards.start((text) => text.replace("敏", ""));
  card?.show("敏");
  await expect.poll(() => cards.created.length).toBe(1);
  expect(await card?.settle()).toBe(false);
  expect(cards.written).toEqual([]);
});

test("an operator's retry of a message whose card was closed has a card of its own", async () => {
  await using cards = await openCards();
  await cards.start()?.settle();
  const [first] = cards.created;
  const card = await cards.card();
  if (card === undefined) throw new Error("there is a card");
  await cards.records.close(cards.key, card, "apologised");
  await answer(cards);
  expect(cards.created.at(-1)?.outTrackId).not.toBe(first?.outTrackId);
  expect(await cards.card()).toMatchObject({ generation: 1, state: "closed" });
});

/** A card with some text, whose worker is gone. */
async function openLeft(fields: Record<string, string>) {
  const cards = await openCards();
  const card = cards.start();
  card?.show("写到一半");
  await expect.poll(() => cards.written.length).toBe(1);
  await card?.settle();
  await cards.redis.del(lock.key);
  await cards.redis.hset(cards.key, fields);
  return cards;
}

test.each([
  [
    "of a failed job, by the apology, which is not sent again",
    { failure: "stalled" },
    "抱歉（stalled）\n\n<a atId=",
  ],
  ["of a committed reply, by the reply", { failure: "unexpected", reply: JSON.stringify(reply) }, ended],
  [
    "of words that DingTalk takes nowhere else, by an apology",
    { failure: "webhook_refused" },
    "抱歉（webhook_refused）",
  ],
  ["of a stopped question, by a note", { stopped: "1" }, "已停止"],
  ["of a reply that went as a message, by a note", { replied: "1" }, "见下面的消息"],
])("whoever pays debts ends the card %s", async (_name, fields, text) => {
  await using cards = await openLeft(fields);
  expect(await cards.pay(cards.key)).toEqual({ status: "settled" });
  expect(cards.written.at(-1)).toMatchObject({ content: expect.stringContaining(text), isFinalize: true });
  expect(cards.posted).toEqual([]);
  expect(await cards.card()).toMatchObject({ state: "closed" });
  const calls = cards.tried.length;
  expect(await cards.pay(cards.key)).toEqual({ status: "settled" });
  expect(cards.tried).toHaveLength(calls);
});

test("an apology that its card does not take is sent as a message, and the card ends later", async () => {
  await using cards = await openLeft({ failure: "stalled" });
  cards.answers.write.push(lost, lost, lost, lost, lost, lost);
  expect(await cards.pay(cards.key)).toEqual({ status: "later", afterMs: 10_000 });
  expect(cards.posted).toEqual(["抱歉（stalled）\n\n@staff-1"]);
  expect(await cards.pay(cards.key)).toEqual({ status: "settled" });
  expect(cards.written.at(-1)).toMatchObject({ content: "见下面的消息", isFinalize: true });
  expect(cards.posted).toHaveLength(1);
});

test.each([
  ["left", "见下面的消息", "closed"],
  ["open", "写到一半", "open"],
] as const)(
  "a job that an operator runs again is not apologised for; its card, if %s, ends as that asks",
  async (state, text, then) => {
    await using cards = await openLeft({ reply: JSON.stringify(reply) });
    const card = await cards.card();
    await cards.redis.hset(cards.key, "card", JSON.stringify({ ...card, state }));
    expect(await cards.pay(cards.key)).toEqual({ status: "settled" });
    expect(cards.posted).toEqual([]);
    expect(cards.written.at(-1)).toMatchObject({ content: text, isFinalize: then === "closed" });
    expect(await cards.card()).toMatchObject({ state: then });
  },
);
