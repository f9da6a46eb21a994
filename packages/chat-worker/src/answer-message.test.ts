import type { CommitEffect, ComposedReply } from "@dinglane/delivery";
import type { AnswerMessage } from "@dinglane/jobs";
import { ModelError, type ChatMessage, type ChatModel, type TokenCounter } from "@dinglane/llm";
import type { Session } from "@dinglane/sessions";
import { expect, test } from "vitest";
import type { RunningAttempt } from "@dinglane/reply-worker";
import { createAnswerMessage, type AnswerMessageDeps } from "./answer-message.ts";
import { wholeQuestionOf } from "./attachments/whole-question.ts";

/** One token a character: budgets are then easy to read. */
function createCounter(): TokenCounter & { counted: string[] } {
  const counted: string[] = [];
  const count = async (text: string): Promise<number> => {
    counted.push(text);
    return text.length;
  };
  return { counted, load: async () => {}, count, countUpTo: count };
}

const job = (text: string): AnswerMessage => ({
  v: 1,
  name: "answer-message",
  msgId: "m",
  robotKey: "r",
  conversation: { id: "c", type: "group" },
  user: { id: "$:one", staffId: "staff-1", nick: "小张" },
  question: { text },
  receivedAtMs: 0,
});

function createCase(
  session: Session,
  limits = { question: 100, context: 100 },
  onTurn: (session: Session) => void = () => {},
  finishReason = "stop",
  more: Partial<AnswerMessageDeps> = {},
) {
  const asked: (readonly ChatMessage[])[] = [];
  const users: (string | undefined)[] = [];
  const counter = createCounter();
  const model: ChatModel = {
    async complete({ messages, user }) {
      asked.push(messages);
      users.push(user);
      return { text: "坏词答案", finishReason, model: "m" };
    },
  };
  const answer = createAnswerMessage({
    model,
    visionModel: { complete: () => Promise.reject(new Error("there is no picture")) },
    readQuestion: async ({ question }) => wholeQuestionOf(question.text, []),
    counter,
    sessions: {
      read: async () => session,
      effectsOfTurn(_key, answered, added) {
        onTurn(answered);
        const value = JSON.stringify([...answered.turns, added]);
        return answered.mode === "multiTurn" ? [{ type: "set", key: "context", value, ttlSeconds: 1 }] : [];
      },
      effectsOfMode: () => [],
      effectsOfReset: () => [],
    },
    systemMessage: () => ({ role: "system", content: "s" }),
    maxQuestionTokens: limits.question,
    maxContextTokens: limits.context,
    contextTtlSeconds: 600,
    write: async (text, closingLine) => ({
      title: "题",
      parts: closingLine === undefined ? [text] : [text, closingLine],
    }),
    recordUsage: (work) => [
      { type: "increment", key: JSON.stringify(work), amounts: { requests: 1 }, ttlSeconds: 1 },
    ],
    modelNames: { chat: "asked", vision: "seeing", transcription: "hearing" },
    show: async (_job, _attempt, asking) => ({ status: "whole", asked: await asking(), form: "message" }),
    record: (_job, answered) => [{ type: "append", key: "outbox", json: JSON.stringify(answered) }],
    writeAnswer: async (text, closingLine) => ({
      title: "题",
      parts: [text.replaceAll("坏词", "🚫🚫"), ...(closingLine === undefined ? [] : [closingLine])],
    }),
    ...more,
  });
  return {
    asked,
    users,
    counted: counter.counted,
    ask: (text: string, leftToday?: number) => answer(job(text), { ...attempt(), leftToday }),
  };
}

const attempt = (): RunningAttempt => ({
  signal: new AbortController().signal,
  serialKey: "serial",
  receiptKey: "receipt",
  lock: { key: "lock", token: "token" },
  isLastAttempt: false,
});

/** What is written for the next question, transcript and figures apart. */
const remembering = ({ effects }: ComposedReply): CommitEffect[] =>
  effects.filter(({ type }) => type !== "append" && type !== "increment");

test("what broke off on a card was read, so it is in the transcript, and in no context", async () => {
  const session: Session = { mode: "multiTurn", turns: [] };
  const { ask } = createCase(session, undefined, undefined, undefined, {
    show: async () => ({ status: "brokenOff", text: "写到一半" }),
  });
  const kept = { kind: "chat", question: "问", answer: "写到一半", model: "asked" };
  expect((await ask("问")).effects).toEqual([{ type: "append", key: "outbox", json: JSON.stringify(kept) }]);
});

test("where a day's quota holds, the answer ends with what is left of it, below what is cut", async () => {
  const { ask } = createCase({ ...past, mode: "singleTurn" }, undefined, undefined, "length");
  expect((await ask("问题", 3)).reply.parts.at(-1)).toMatch(/^（⚠️ .*）\n\n（今天还剩 3 次）$/);
  const whole = createCase({ ...past, mode: "singleTurn" });
  expect((await whole.ask("问题", 0)).reply.parts).toEqual(["🚫🚫答案", "（今天还剩 0 次）"]);
  expect((await whole.ask("问题")).reply.parts).toEqual(["🚫🚫答案"]);
});

test("what the model used is counted with the answer, under the name it was asked by", async () => {
  const { ask } = createCase({ ...past, mode: "singleTurn" });
  const { effects } = await ask("问题");
  // Its server does not count tokens.
  expect(effects.filter(({ type }) => type === "increment")).toMatchObject([{ key: '{"model":"asked"}' }]);
});

test("what is committed keeps the exchange for whoever may read it later", async () => {
  const { ask } = createCase({ mode: "singleTurn", chosenMode: undefined, turns: [] } as unknown as Session);
  const { effects } = await ask("问题");
  expect(effects.filter(({ type }) => type !== "increment")).toEqual([
    {
      type: "append",
      key: "outbox",
      json: JSON.stringify({ kind: "chat", question: "问题", answer: "坏词答案", model: "m" }),
    },
  ]);
});

const past: Session = {
  mode: "multiTurn",
  chosenMode: "multiTurn",
  turns: [
    { question: "1".repeat(20), answer: "1".repeat(20), tokens: 40 },
    { question: "2".repeat(20), answer: "2".repeat(20), tokens: 40 },
    { question: "3".repeat(20), answer: "3".repeat(20), tokens: 40 },
  ],
};

test("multi-turn sends the newest turns that fit and keeps what it sent, unmasked", async () => {
  const { ask, asked } = createCase(past);
  const composed = await ask("问题");
  expect(asked[0]?.map((message) => message.content.slice(0, 2))).toEqual([
    "s",
    "22",
    "22",
    "33",
    "33",
    "问题",
  ]);
  expect(composed.reply.parts.join("")).toContain("🚫🚫答案");
  expect(remembering(composed)).toEqual([
    {
      type: "set",
      key: "context",
      value: JSON.stringify([...past.turns.slice(1), { question: "问题", answer: "坏词答案", tokens: 6 }]),
      ttlSeconds: 1,
    },
    // The lane stays serial for as long as the context lives.
    { type: "set", key: "serial", value: "1", ttlSeconds: 600 },
  ]);
});

test("of a long past nothing is counted anew", async () => {
  const { ask, counted } = createCase(past);
  await ask("问题");
  expect(counted).toEqual(["问题", "s", "坏词答案"]);
});

test("a chosen mode is handed on to what writes it again", async () => {
  const sessions: Session[] = [];
  const { ask } = createCase(past, undefined, (session) => sessions.push(session));
  await ask("问题");
  expect(sessions).toEqual([{ ...past, turns: past.turns.slice(1) }]);
});

test("single-turn neither sends nor keeps a past", async () => {
  const { ask, asked, counted } = createCase({ ...past, mode: "singleTurn" });
  const composed = await ask("问题");
  expect(counted).toEqual(["问题"]);
  expect(asked[0]).toHaveLength(2);
  expect(remembering(composed)).toEqual([]);
});

test.each([
  ["length", "multiTurn", /长度上限.*继续/],
  ["length", "singleTurn", /长度上限.*拆小/],
  ["content_filter", "multiTurn", /内容检查/],
] as const)(
  "an answer cut by %s says so, in %s, and is remembered without that",
  async (reason, mode, says) => {
    const { ask } = createCase({ ...past, mode }, undefined, undefined, reason);
    const { reply, effects } = await ask("问题");
    expect(reply.parts).toEqual(["🚫🚫答案", expect.stringMatching(says)]);
    expect(JSON.stringify(effects)).not.toContain("⚠️");
  },
);

test("a question above the limit is refused without the model", async () => {
  const { ask, asked } = createCase(past, { question: 5, context: 100 });
  const composed = await ask("六个字的问题", 3);
  expect(asked).toEqual([]);
  expect(composed.reply.parts.join("")).toContain("太长");
  expect(composed.reply.parts.join(""), "of what it does not cost, nothing is left either").not.toContain(
    "还剩",
  );
  expect(composed).toMatchObject({ effects: [], isRefusal: true });
});

test("a file that does not fit beside the question is refused without the model", async () => {
  const { ask, asked } = createCase(past, { question: 100, context: 30 }, undefined, undefined, {
    readQuestion: async () =>
      wholeQuestionOf("总结", [{ type: "file", fileName: "a.txt", text: "字".repeat(40) }]),
  });
  expect(await ask("总结")).toMatchObject({
    reply: { parts: [expect.stringContaining("太长")] },
    isRefusal: true,
  });
  expect(asked).toEqual([]);
});

test("an answer is no refusal: it keeps its share of the day", async () => {
  expect((await createCase(past).ask("问题")).isRefusal).toBeUndefined();
});

test("a question that fills the context alone is still asked", async () => {
  const { ask, asked } = createCase(past, { question: 100, context: 10 });
  await ask("比上下文还要长的一个问题");
  expect(asked[0]).toHaveLength(2);
});

test("the provider learns a stable pseudonym, not the person", async () => {
  const { ask, users } = createCase(past);
  await ask("一");
  await ask("二");
  expect(users[0]).toBe(users[1]);
  expect(users[0]).toMatch(/^[0-9a-f]{32}$/);
});

const withPicture: Partial<AnswerMessageDeps> = {
  readQuestion: async ({ question }) =>
    wholeQuestionOf(question.text, [{ type: "picture", dataUrl: "data:image/jpeg;base64,AA==" }]),
};
const visionModel = (complete: ChatModel["complete"]): Partial<AnswerMessageDeps> => ({
  ...withPicture,
  visionModel: { complete },
});

test("a question with a picture is for the model that sees; context keeps that there was one", async () => {
  const seen: (readonly ChatMessage[])[] = [];
  const { ask, asked } = createCase(
    { ...past, turns: [] },
    undefined,
    undefined,
    undefined,
    visionModel(async ({ messages }) => {
      seen.push(messages);
      return { text: "是猫", finishReason: "stop", model: "m" };
    }),
  );
  const { effects } = await ask("这是什么");
  expect(asked).toEqual([]);
  expect(seen[0]?.at(-1)?.content).toEqual([
    { type: "text", text: "这是什么" },
    { type: "image_url", image_url: { url: "data:image/jpeg;base64,AA==" } },
  ]);
  const remembered = "这是什么\n\n（发来了 1 张图片）";
  expect(effects).toContainEqual({
    type: "set",
    key: "context",
    value: JSON.stringify([{ question: remembered, answer: "是猫", tokens: remembered.length + 2 }]),
    ttlSeconds: 1,
  });
  expect(effects).toMatchObject([{}, {}, { key: '{"model":"seeing"}' }, {}]);
});

test("the model that wrote speech down is counted too", async () => {
  const { ask } = createCase({ ...past, mode: "singleTurn" }, undefined, undefined, undefined, {
    readQuestion: async () => wholeQuestionOf("", [{ type: "speech", words: "说的话" }]),
  });
  const { effects } = await ask("");
  expect(effects.filter(({ type }) => type === "increment")).toMatchObject([
    { key: '{"model":"hearing"}' },
    { key: '{"model":"asked"}' },
  ]);
});

test("a model that takes no pictures is told of in words that name nobody, and nothing is remembered", async () => {
  const refusal = new ModelError("bad_request", { cause: new Error("http://model.test takes no image_url") });
  const more = visionModel(() => Promise.reject(refusal));
  const { ask } = createCase(past, undefined, undefined, undefined, more);
  const { reply, effects, isRefusal } = await ask("这是什么", 3);
  expect(reply.parts.join("")).toMatch(/抱歉.*看图.*管理员/);
  expect(reply.parts.join("")).not.toMatch(/http|image/);
  expect(effects).toEqual([]);
  // It was asked, so it counts.
  expect(isRefusal).toBeUndefined();
  expect(reply.parts.at(-1)).toBe("（今天还剩 3 次）");
});

test.each(["unavailable", "content_policy", "context_too_long"] as const)(
  "of a picture the model's %s is what it is of words",
  async (kind) => {
    const more = visionModel(() => Promise.reject(new ModelError(kind)));
    const { ask } = createCase({ ...past, mode: "singleTurn" }, undefined, undefined, undefined, more);
    await expect(ask("这是什么")).rejects.toMatchObject({ kind });
  },
);

test("what cannot be read is refused in its words, without the model", async () => {
  const { ask, asked } = createCase(past, undefined, undefined, undefined, {
    readQuestion: async () => ({ status: "refused", words: "图片打不开" }),
  });
  expect(await ask("这是什么")).toEqual({
    reply: { title: "题", parts: ["图片打不开"] },
    effects: [],
    isRefusal: true,
  });
  expect(asked).toEqual([]);
});
