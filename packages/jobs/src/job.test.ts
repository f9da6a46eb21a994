import { expect, test } from "vitest";
import { jobIdOf } from "./job-id.ts";
import { isCounted, parseJob } from "./job.ts";

const envelope = {
  v: 1,
  msgId: "m1",
  robotKey: "robot",
  conversation: { id: "talk", type: "group", title: "Team" },
  user: { id: "ann", staffId: "ann", nick: "Ann" },
  receivedAtMs: 1,
};

test.each([
  { ...envelope, name: "answer-message", question: { text: "?" } },
  {
    ...envelope,
    name: "answer-message",
    question: {
      text: "",
      attachments: [
        { type: "picture", downloadCode: "d", pictureDownloadCode: "p" },
        { type: "picture", downloadCode: "d" },
        { type: "audio", downloadCode: "d" },
        { type: "file", downloadCode: "d", fileName: "a.txt" },
      ],
    },
  },
  { ...envelope, name: "reset-session" },
  { ...envelope, name: "switch-mode", mode: "multiTurn" },
  { ...envelope, name: "show-help" },
])("$name parses to itself", (job) => {
  expect(parseJob(job)).toEqual(job);
});

test.each([
  ["another version", { ...envelope, v: 2, name: "show-help" }],
  ["an unknown name", { ...envelope, name: "sing" }],
  ["a question without text", { ...envelope, name: "answer-message", question: {} }],
  [
    "an attachment without a code",
    { ...envelope, name: "answer-message", question: { text: "", attachments: [{ type: "audio" }] } },
  ],
  ["no message id", { ...envelope, name: "show-help", msgId: "" }],
  ["nothing", undefined],
])("%s is refused", (_, job) => {
  expect(() => parseJob(job)).toThrow(/invalid|too_small/);
});

test("a sessionWebhook does not survive parsing", () => {
  const job = parseJob({ ...envelope, name: "show-help", sessionWebhook: "https://oapi.dingtalk.com/x" });
  expect(JSON.stringify(job)).not.toContain("https");
});

test("only what asks a model counts", () => {
  expect(isCounted("answer-message")).toBe(true);
  expect(isCounted("reset-session")).toBe(false);
});

test("a job id is the same on every redelivery, apart for every message, and fit for BullMQ", () => {
  expect(jobIdOf("robot", "m1")).toBe(jobIdOf("robot", "m1"));
  expect(jobIdOf("robot", "m1")).not.toBe(jobIdOf("robot", "m2"));
  expect(jobIdOf("a", "bc")).not.toBe(jobIdOf("ab", "c"));
  expect(jobIdOf("robot", "m1")).toMatch(/^m[\w-]{22}$/);
});
