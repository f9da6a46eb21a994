import { parseRobotMessage, textReply } from "@dinglane/dingtalk";
import { expect, it } from "vitest";
import { callbackBody } from "./fixtures/callback.ts";
import type { IntakeResult } from "./intake.ts";
import { createTakeStreamMessage } from "./take-stream-message.ts";

const message = parseRobotMessage(callbackBody());
const reply = textReply({ text: "抱歉" });
const signedBy = { id: "ding-robot", secret: "s" };

it.each<[IntakeResult, "taken" | "not_taken", string[]]>([
  [{ outcome: "queued", reason: "", message }, "taken", []],
  [{ outcome: "duplicate", reason: "", message }, "taken", []],
  [{ outcome: "refused", reason: "user", message, reply }, "taken", ["refused user"]],
  [{ outcome: "carried_out", reason: "stop", message, reply }, "taken", ["answered"]],
  [{ outcome: "rejected", reason: "malformed" }, "taken", []],
  [{ outcome: "rejected", reason: "forged", message }, "taken", []],
  [
    { outcome: "unavailable", reason: "no_answer", message, reply, cause: new Error("x") },
    "not_taken",
    ["unavailable"],
  ],
])("%j", async (result, answer, notices) => {
  const told: string[] = [];
  const recorded: IntakeResult[] = [];
  const asked: unknown[] = [];
  const take = createTakeStreamMessage({
    async intake(...given) {
      asked.push(given);
      return result;
    },
    notices: {
      answered: () => void told.push("answered"),
      refused: (_message, reason) => void told.push(`refused ${reason}`),
      unavailable: () => void told.push("unavailable"),
    },
    record: (each) => void recorded.push(each),
    signedBy,
  });
  expect(await take("{}")).toBe(answer);
  expect(asked).toEqual([["{}", signedBy]]);
  expect(recorded).toEqual([result]);
  expect(told).toEqual(notices);
});
