import { parseRobotMessage, type ReplyBody } from "@dinglane/dingtalk";
import { expect, test } from "vitest";
import { callbackBody } from "./fixtures/callback.ts";
import { createIntakeRecord } from "./intake-record.ts";

function lineOf(content: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  const lines: Record<string, unknown>[] = [];
  const log = { info: (line: object) => void lines.push({ ...line }), error: () => undefined };
  const record = createIntakeRecord(log as never, { observe: () => undefined });
  const message = parseRobotMessage(callbackBody({ text: { content }, ...more }));
  const reply = {} as ReplyBody;
  record({ outcome: "refused", reason: "admin_only", message, reply }, 0);
  return lines[0] ?? {};
}

test("whoever asks for a group's id, an operator finds it in the log", () => {
  expect(lineOf(" 群id ")).toMatchObject({ conversationId: "cid5tk==", reason: "admin_only" });
  expect(lineOf("群ID", { conversationType: "1" })["conversationId"]).toBeUndefined();
  expect(lineOf("问题")["conversationId"]).toBeUndefined();
});
