import { ModelError } from "@dinglane/llm";
import type { AnswerMessage } from "@dinglane/jobs";
import type { RunningAttempt } from "@dinglane/reply-worker";
import { createWordFilter } from "@dinglane/settings";
import { expect, test } from "vitest";
import { createShowAnswer } from "./show-answer.ts";

const job: AnswerMessage = {
  v: 1,
  name: "answer-message",
  msgId: "m",
  robotKey: "r",
  conversation: { id: "c", type: "group" },
  user: { id: "$:one", staffId: "staff-1", nick: "小张" },
  question: { text: "问" },
  receivedAtMs: 0,
};
const attempt = (over: Partial<RunningAttempt> = {}): RunningAttempt => ({
  signal: new AbortController().signal,
  serialKey: "serial",
  receiptKey: "receipt",
  lock: { key: "lock", token: "token" },
  isLastAttempt: false,
  ...over,
});

/** A card on which everything is seen at once, or none. */
function createCase(over: { hasCard?: boolean; isSeen?: boolean; seen?: string } = {}) {
  const { hasCard = true, isSeen = true, seen } = over;
  const events: string[] = [];
  const show = createShowAnswer({
    cards: {
      start: (_job, _attempt, render) =>
        hasCard
          ? {
              show: (text) => void events.push(`show ${render(text)}`),
              async settle() {
                events.push("settle");
                return isSeen;
              },
            }
          : undefined,
      close: async (_attempt, text) => void events.push(`close ${text}`),
      keepSeen: async (_attempt, text) => void events.push(`keep ${text}`),
      seen: async () => seen,
    },
    words: createWordFilter(["坏词"]),
    thinkAbout: ({ msgId }) => {
      events.push(`think ${msgId}`);
      return () => void events.push("thought");
    },
    writeAnswer: async (text, closingLine) => ({
      title: "题",
      parts: [text],
      card: { text: `${text}|${closingLine}`, rest: [] },
    }),
  });
  return { show, events };
}

test("what the model says is shown as it comes, and the reply is made ready for the card", async () => {
  const { show, events } = createCase();
  const shown = await show(job, attempt(), async (onText) => {
    onText?.("这个坏词。");
    return "asked";
  });
  expect(shown).toEqual({ status: "whole", asked: "asked", form: "card" });
  expect(events).toEqual(["show 这个🚫🚫。", "settle"]);
});

test("without a card there is the sign of thinking, until the answer or its failure is there", async () => {
  const { show, events } = createCase({ hasCard: false });
  expect(await show(job, attempt(), async (onText) => onText)).toEqual({
    status: "whole",
    asked: undefined,
    form: "message",
  });
  await expect(show(job, attempt(), () => Promise.reject(new ModelError("timeout")))).rejects.toThrow(
    ModelError,
  );
  expect(events).toEqual(["think m", "thought", "think m", "thought"]);
});

const failing = (error: Error) => async (onText?: (text: string) => void) => {
  onText?.("写到一半");
  throw error;
};

test.each([
  ["no attempt is left", attempt({ isLastAttempt: true }), new ModelError("unavailable")],
  ["no other attempt would help", attempt(), new ModelError("content_policy")],
])("a model that breaks off leaves what was seen when %s", async (_name, run, error) => {
  const { show } = createCase();
  expect(await show(job, run, failing(error))).toEqual({ status: "brokenOff", text: "写到一半" });
});

test("what an earlier attempt has shown is left when the last one comes to nothing", async () => {
  const { show } = createCase({ isSeen: false, seen: "先前写到一半" });
  const error = new ModelError("unavailable");
  const broken = { status: "brokenOff", text: "先前写到一半" };
  expect(await show(job, attempt({ isLastAttempt: true }), () => Promise.reject(error))).toEqual(broken);
});

test("what was seen is kept for the next attempt", async () => {
  const { show, events } = createCase();
  const error = new ModelError("unavailable");
  await expect(show(job, attempt(), failing(error))).rejects.toBe(error);
  expect(events.at(-1)).toBe("keep 写到一半");
});

test.each([
  ["another attempt is to come", false, attempt(), new ModelError("unavailable")],
  ["nothing was seen", false, attempt({ isLastAttempt: true }), new ModelError("unavailable")],
  ["it is not the model's failure", true, attempt({ isLastAttempt: true }), new Error("a defect")],
])("it fails as without a card when %s", async (_name, isSeen, run, error) => {
  const { show, events } = createCase({ isSeen });
  await expect(show(job, run, failing(error))).rejects.toBe(error);
  expect(events.at(-1)).toBe("settle");
});

test("a run that is aborted because it lost its job, or has to stop, leaves the card to the next", async () => {
  const { show, events } = createCase();
  const run = attempt({ signal: AbortSignal.abort(new Error("handed back")), isLastAttempt: true });
  const error = new ModelError("aborted");
  await expect(show(job, run, failing(error))).rejects.toBe(error);
  expect(events).toEqual(["show 写到一半", "settle"]);
});
