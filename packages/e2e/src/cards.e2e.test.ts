import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { isFinished, startCardStack, writtenOn, type CardStack } from "./start-card-stack.ts";
import { atPace, type AnswerInPieces } from "./start-streaming-model.ts";
import { group, secretsOf, startStack } from "./start-stack.ts";

const CREATE = "/v1.0/card/instances/createAndDeliver";
const STREAM = "/v1.0/card/streaming";
const WITHIN = 20_000;
const MENTION = "\n\n<a atId=staff-user00>同事0</a>";

/** Pieces that come when the test lets them. */
function held(...pieces: string[]) {
  const gates = pieces.map(() => Promise.withResolvers<void>());
  const end = Promise.withResolvers<void>();
  const answer: AnswerInPieces = async function* pieceByPiece() {
    for (const [index, piece] of pieces.entries()) {
      await gates[index]?.promise;
      yield piece;
    }
    await end.promise;
  };
  return { answer, let: (index: number) => gates[index]?.resolve(), end: () => end.resolve() };
}

const slowly = (text: string, pieces = 2): AnswerInPieces =>
  async function* answer() {
    yield* atPace(text, { pieces, perSecond: 20 });
  };

test("an answer grows on one card and is completed there, with a mention of who asked", async () => {
  const text = "第一行\n第二行，**重点**。\n\n```ts\nlet a = 1 < 2;\n```\n\n| x | y |\n|---|---|\n| 1 | 2 |";
  await using stack = await startCardStack(slowly(text));
  const { simulator } = stack;
  await simulator.say({ from: "user00", in: group.id, text: "写一段" });
  const card = await simulator.waitForCard(isFinished, WITHIN);
  expect(card).toMatchObject({ robot: "dingrobot0001", conversationIds: [group.id], callbackType: "STREAM" });
  expect(card.text).toBe(
    `第一行<br>第二行，**重点**。\n\n\`\`\`ts\nlet a = 1 < 2;\n\`\`\`\n\n| x | y |\n|---|---|\n| 1 | 2 |${MENTION}`,
  );
  const written = writtenOn(card);
  expect(written.length).toBeGreaterThan(3);
  expect(written.slice(0, -1).every((each) => !each.includes("atId"))).toBe(true);
  expect(new Set(card.updates.flatMap(({ guid }) => guid ?? [])).size).toBe(written.length);
  expect(card.warnings).toEqual([]);
  await expect.poll(() => stack.redis.zcard("dinglane:{0}:chat:completed"), { timeout: WITHIN }).toBe(1);
  expect(simulator.cards).toHaveLength(1);
  expect(stack.shown()).toEqual([]);
  for (const secret of [...secretsOf(), "第一行"]) expect(stack.output()).not.toContain(secret);
});

test("in private the card belongs to the asker; somebody from outside gets a message there, and a card in a group", async () => {
  await using stack = await startCardStack(slowly("这是回答，慢慢地写出来。"));
  const { simulator } = stack;
  await simulator.say({ from: "user01", in: "private", text: "在吗" });
  const card = await simulator.waitForCard(isFinished, WITHIN);
  expect(card).toMatchObject({ spaceModels: ["imRobotOpenSpaceModel"], text: "这是回答，慢慢地写出来。" });
  const outside = await simulator.say({ from: "outsider", in: "private", text: "在吗" });
  expect((await simulator.waitForReply(outside.msgId, WITHIN)).text).toBe("这是回答，慢慢地写出来。");
  expect(simulator.cards).toHaveLength(1);
  await simulator.say({ from: "outsider", in: group.id, text: "在吗" });
  const inGroup = await simulator.waitForCard((each) => each !== card && isFinished(each), WITHIN);
  expect(inGroup.text).toBe("这是回答，慢慢地写出来。\n\n@外部伙伴");
});

test("a forbidden word never shows, in however many pieces it comes; neither does what the model thinks", async () => {
  const pieces = ["<think>机密的", "想法</think>", "前面赌", "博", "网站后面", "，还有赌", "注。"];
  const model = held(...pieces);
  await using stack = await startCardStack(model.answer, { env: { SENSITIVE_WORDS: "赌博网站" } });
  await stack.simulator.say({ from: "user00", in: group.id, text: "说" });
  for (const [index] of pieces.entries()) {
    model.let(index);
    // What is tested is what is on the card in between.
    await sleep(400);
  }
  model.end();
  const card = await stack.simulator.waitForCard(isFinished, WITHIN);
  expect(card.text).toBe(`前面🚫🚫🚫🚫后面，还有赌注。${MENTION}`);
  const written = writtenOn(card);
  expect(written.length).toBeGreaterThan(2);
  for (const text of written) expect(text).not.toMatch(/赌博|博网|机密|think/);
});

test.each([
  ["a template that is not there", (faults) => faults.card.missingTemplates.push("answer.schema")],
  ["a card that is not delivered", (faults) => faults.card.undeliverable.push(group.id)],
  ["a missing permission", (faults) => faults.api.missingScopes.push("Card.Instance.Write")],
  [
    "a month that is spent",
    (faults) => {
      faults.api.callsLeftThisMonth = 0;
    },
  ],
] satisfies [string, (faults: Awaited<ReturnType<typeof startCardStack>>["simulator"]["faults"]) => void][])(
  "refused at the beginning (%s): one message",
  async (_name, breakIt) => {
    await using stack = await startCardStack(slowly("完整的回答，一个字也不少。"));
    breakIt(stack.simulator.faults);
    const asked = await stack.simulator.say({ from: "user00", in: group.id, text: "问" });
    const reply = await stack.simulator.waitForReply(asked.msgId, WITHIN);
    expect(reply.text).toBe("完整的回答，一个字也不少。\n\n@staff-user00");
    expect(stack.shown()).toHaveLength(1);
    expect(stack.simulator.cards.filter((card) => writtenOn(card).length > 0)).toEqual([]);
  },
);

test("too much for DingTalk at the end: the whole text as one message, and the card ends with a note", async () => {
  const text = "很长的回答。".repeat(30);
  await using stack = await startCardStack(slowly(text, 6));
  stack.simulator.faults.card.maxContentBytes = 200;
  await stack.simulator.say({ from: "user00", in: group.id, text: "问" });
  const card = await stack.simulator.waitForCard(isFinished, WITHIN);
  await expect.poll(() => stack.shown(), { timeout: WITHIN }).toEqual([`${text}\n\n@staff-user00`]);
  expect(card.text).toContain("另一条消息");
  expect(writtenOn(card).length).toBeGreaterThan(1);
});

test("what a card does not hold follows as messages, nothing lost", async () => {
  const text = Array.from({ length: 800 }, (_, n) => `第 ${n} 段：这是一段不短的文字内容。`).join("\n\n");
  await using stack = await startCardStack(slowly(text, 1_500));
  await stack.simulator.say({ from: "user00", in: group.id, text: "写长一点" });
  const card = await stack.simulator.waitForCard(isFinished, WITHIN);
  await expect
    .poll(() => stack.shown().at(-1), { timeout: WITHIN })
    .toMatch(/第 799 段[\s\S]*@staff-user00$/);
  const all = [card.text, ...stack.shown()].join("\n");
  for (let n = 0; n < 800; n++) expect(all.split(`第 ${n} 段`).length - 1, `part ${n}`).toBe(1);
});

test("content that DingTalk refuses gives way to neutral words on the card", async () => {
  await using stack = await startCardStack(slowly("先说些别的，然后是违禁内容。"));
  stack.simulator.faults.card.unsafeWords.push("违禁");
  await stack.simulator.say({ from: "user00", in: group.id, text: "问" });
  const card = await stack.simulator.waitForCard(isFinished, WITHIN);
  expect(card.text).toContain("没有通过钉钉的内容检查");
  expect(stack.shown()).toEqual([]);
});

test("calls a second: what DingTalk refuses for it is written a little later, under another guid", async () => {
  await using stack = await startCardStack(slowly("慢慢写的回答。".repeat(10)));
  stack.simulator.faults.api.queueOf[STREAM] = Array.from({ length: 2 }, () => ({
    kind: "refuse" as const,
    status: 403,
    code: "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
  }));
  await stack.simulator.say({ from: "user00", in: group.id, text: "问" });
  const card = await stack.simulator.waitForCard(isFinished, WITHIN);
  expect(card.text).toBe(`${"慢慢写的回答。".repeat(10)}${MENTION}`);
  expect(card.updates.some(({ isRepeated }) => isRepeated)).toBe(false);
  expect(stack.shown()).toEqual([]);
});

const LONGER = "一段要写几秒钟的回答，慢慢来。".repeat(4);

/** So much of a month's ten calls is spent already. */
async function spend(stack: CardStack, spent: number): Promise<void> {
  const month = new Intl.DateTimeFormat("sv", {
    timeZone: "Asia/Shanghai",
    year: "numeric",
    month: "2-digit",
  }).format(Date.now());
  await stack.redis.hset(`dinglane:{0}:spent:${month}`, "api", spent);
}
const cardCalls = ({ simulator }: CardStack): number =>
  simulator.api.calls.filter(({ api }) => api === CREATE || api === STREAM).length;

test("with few of the month's calls left a card is rarely written to", async () => {
  await using stack = await startCardStack(slowly(LONGER), { env: { MONTHLY_API_BUDGET: "10" } });
  await spend(stack, 8);
  await stack.simulator.say({ from: "user00", in: group.id, text: "问" });
  const card = await stack.simulator.waitForCard(isFinished, WITHIN);
  expect(card.text).toBe(`${LONGER}${MENTION}`);
  // Making it, its first text and its last; with calls to spare this answer takes six.
  expect(cardCalls(stack)).toBeLessThanOrEqual(4);
});

test("with none of the month's calls left there is one message, and no card", async () => {
  await using stack = await startCardStack(slowly(LONGER), { env: { MONTHLY_API_BUDGET: "10" } });
  await spend(stack, 10);
  const asked = await stack.simulator.say({ from: "user00", in: group.id, text: "问" });
  expect((await stack.simulator.waitForReply(asked.msgId, WITHIN)).text).toContain(LONGER);
  expect(cardCalls(stack)).toBe(0);
});

test("a model that breaks off for good leaves what was written, with a note, and that is all", async () => {
  await using stack = await startCardStack(async function* breaksOff() {
    yield "写到一半";
    await sleep(700);
    throw new Error("the connection breaks");
  });
  await stack.simulator.say({ from: "user00", in: group.id, text: "问" });
  const card = await stack.simulator.waitForCard(isFinished, WITHIN);
  expect(stack.streaming.calls).toHaveLength(3);
  expect(card.text).toMatch(/^写到一半\n\n（⚠️ 大模型中途断开了[^\n]*\n\n<a atId/);
  await expect.poll(() => stack.redis.zcard("dinglane:{0}:chat:completed"), { timeout: WITHIN }).toBe(1);
  expect(await stack.redis.zcard("dinglane:{0}:debts")).toBe(0);
  expect(stack.simulator.cards).toHaveLength(1);
  expect(stack.shown()).toEqual([]);
});

test("a model that breaks off, and then is not there at all, leaves what was written as well", async () => {
  await using stack = await startCardStack(async function* breaksOff({ nth }) {
    if (nth > 1) throw new Error("the server is gone");
    yield "写到一半";
    await sleep(700);
    throw new Error("the connection breaks");
  });
  await stack.simulator.say({ from: "user00", in: group.id, text: "问" });
  const card = await stack.simulator.waitForCard(isFinished, WITHIN);
  expect(stack.streaming.calls).toHaveLength(3);
  expect(card.text).toMatch(/^写到一半\n\n（⚠️ 大模型中途断开了[^\n]*\n\n<a atId/);
  expect(stack.shown()).toEqual([]);
});

test("a model that fails once goes on on the same card; one that never says anything leaves one apology there", async () => {
  await using stack = await startCardStack(async function* fails({ question, nth }) {
    if (question === "一") {
      yield nth === 1 ? "第一次写的" : "第二次";
      await sleep(500);
      if (nth === 1) throw new Error("the connection breaks");
      yield "写完了";
      return;
    }
    await sleep(100);
    throw new Error("never a word");
  });
  await stack.simulator.say({ from: "user00", in: group.id, text: "一" });
  const card = await stack.simulator.waitForCard(isFinished, WITHIN);
  expect(card.text).toBe(`第二次写完了${MENTION}`);
  expect(writtenOn(card)[0]).toContain("第一次");
  await stack.simulator.say({ from: "user00", in: group.id, text: "二" });
  const apology = await stack.simulator.waitForCard((each) => each !== card && isFinished(each), WITHIN);
  expect(apology.text).toMatch(/抱歉，这个问题没能回答[\s\S]*<a atId=staff-user00>/);
  expect(stack.simulator.cards).toHaveLength(2);
  expect(stack.shown()).toEqual([]);
  await expect.poll(() => stack.redis.zcard("dinglane:{0}:debts"), { timeout: WITHIN }).toBe(0);
});

test("停止 on the card: for its asker and administrators, within two seconds; what was written stays", async () => {
  const model = held("已经写了这些", "，还有这些");
  await using stack = await startCardStack(model.answer, {
    mode: "stream",
    env: { ADMIN_USERS: "staff-user09" },
  });
  const { simulator } = stack;
  await simulator.stream.waitForConnections(2);
  const asked = await simulator.say({ from: "user00", in: group.id, text: "写" });
  await simulator.say({ from: "user00", in: group.id, text: "下一个问题" });
  model.let(0);
  const card = await simulator.waitForCard(({ text }) => text.includes("已经写了"), WITHIN);
  const { outTrackId } = card;

  const other = await simulator.pressCardButton({ outTrackId, by: "user02", actionId: "stop" });
  expect(other).toMatchObject({ outcome: "answered", status: 200 });
  expect(card.privateParams["staff-user02"]?.["stop_status"]).toContain("只有提问的人");
  expect(card.state).toBe("inputing");

  const pressedAt = performance.now();
  const press = await simulator.pressCardButton({ outTrackId, by: "user00", actionId: "stop" });
  expect(press).toMatchObject({ outcome: "answered", status: 200 });
  expect(card.params["stop_status"]).toBe("已停止");
  await simulator.waitForCard((each) => each === card && isFinished(each), WITHIN);
  const stoppedMs = performance.now() - pressedAt;
  expect(stoppedMs).toBeLessThan(2_000);
  expect(card.text).toMatch(/^已经写了这些\n\n（⏹️ 已停止/);
  expect(asked.status).toBe(200);

  // Only this answer was stopped: the next question is asked.
  await expect.poll(() => stack.streaming.calls.length, { timeout: WITHIN }).toBe(2);
  const next = await simulator.waitForCard((each) => each !== card && each.text.includes("已经"), WITHIN);
  await simulator.pressCardButton({ outTrackId: next.outTrackId, by: "user09", actionId: "stop" });
  await simulator.waitForCard((each) => each === next && isFinished(each), WITHIN);
  const late = await simulator.pressCardButton({ outTrackId, by: "user00", actionId: "stop" });
  expect(late.outcome).toBe("answered");
  expect(stack.shown()).toEqual([]);
  expect(card.warnings).toEqual([]);
});

test("停止 in words ends an open card as well, whatever its job was doing", async () => {
  const model = held("写了一点");
  await using stack = await startCardStack(model.answer);
  const { simulator } = stack;
  await simulator.say({ from: "user00", in: group.id, text: "写" });
  model.let(0);
  const card = await simulator.waitForCard(({ text }) => text.includes("写了一点"), WITHIN);
  const stop = await simulator.say({ from: "user00", in: group.id, text: "停止" });
  expect((await simulator.waitForReply(stop.msgId)).text).toContain("已停止您的 **1** 条消息");
  await simulator.waitForCard((each) => each === card && isFinished(each), WITHIN);
  expect(card.text).toMatch(/^写了一点\n\n（⏹️ 已停止/);
  expect(stack.shown()).toHaveLength(1);
});

test.each([
  ["no template", { CARD_TEMPLATE_ID: "" }],
  ["stream_mode off", { STREAM_MODE: "false" }],
])("without cards (%s) nothing is different", async (_name, env) => {
  await using stack = await startCardStack(slowly("普通的回答。"), { env });
  const asked = await stack.simulator.say({ from: "user00", in: group.id, text: "问" });
  const reply = await stack.simulator.waitForReply(asked.msgId, WITHIN);
  expect(reply).toMatchObject({ via: "webhook", text: "普通的回答。\n\n@staff-user00" });
  expect(stack.simulator.api.calls).toEqual([]);
});

test("where there are no cards, 思考中 is on the question until it is answered, if that is wished for", async () => {
  const thinking = Promise.withResolvers<void>();
  await using stack = await startStack({
    env: { THINKING_EMOTION: "true" },
    async answer() {
      await thinking.promise;
      return { content: "想好了" };
    },
  });
  const asked = await stack.simulator.say({ from: "user00", in: group.id, text: "想一想" });
  await expect
    .poll(() => stack.simulator.api.emotions, { timeout: WITHIN })
    .toMatchObject([{ msgId: asked.msgId, isOn: true }]);
  thinking.resolve();
  expect((await stack.simulator.waitForReply(asked.msgId, WITHIN)).text).toContain("想好了");
  await expect.poll(() => stack.simulator.api.emotions, { timeout: WITHIN }).toMatchObject([{ isOn: false }]);
});
