import { expect, test } from "vitest";
import { parseOutboxEntry } from "./outbox-entry.ts";
import { createTranscriptRecorder } from "./transcript-recorder.ts";

const asked = {
  msgId: "msg-1",
  robotKey: "robot",
  conversation: { id: "cid", type: "group" as const, title: "产品群" },
  user: { id: "staff-1", staffId: "staff-1", nick: "张三" },
  receivedAtMs: 1_000,
};
const answered = { kind: "chat" as const, question: "坏词是什么", answer: "就是坏词", model: "gpt" };
const mask = (text: string): string => text.replaceAll("坏词", "🚫🚫");

test("the entry has forbidden words masked, in question and answer, and can be read back", () => {
  const record = createTranscriptRecorder({ prefix: "p", days: 1, mask, now: () => 2_000 });
  const [effect] = record(asked, answered);
  expect(effect).toMatchObject({ type: "append", key: "p:transcripts:outbox" });
  expect(effect?.json).not.toContain("坏词");
  expect(parseOutboxEntry(effect?.json)).toMatchObject({
    type: "exchange",
    question: "🚫🚫是什么",
    answer: "就是🚫🚫",
    askedAtMs: 1_000,
    answeredAtMs: 2_000,
    user: asked.user,
  });
});

test("nothing is written where no transcripts are kept", () => {
  const record = createTranscriptRecorder({ prefix: "p", days: 0, mask, now: () => 2_000 });
  expect(record(asked, answered)).toEqual([]);
});
