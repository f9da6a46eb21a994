import type { SendOutcome } from "@dinglane/dingtalk";
import { expect, test } from "vitest";
import { sendPart, type PartToSend } from "./send-part.ts";

const sent: SendOutcome = { status: "sent" };
const failed = (action: Extract<SendOutcome, { status: "failed" }>["action"], errcode = 1): SendOutcome => ({
  status: "failed",
  action,
  errcode,
});

const lost = (): SendOutcome => ({ status: "unknown", cause: new Error("lost") as never });

/** A DingTalk that answers by a script, and everything that was posted or waited for. */
function scripted(outcomes: SendOutcome[]) {
  const posted: string[] = [];
  const waits: number[] = [];
  const unknowns: number[] = [];
  const part: PartToSend = {
    text: "一段话",
    body: (text) => ({ msgtype: "text", text: { content: text } }),
    neutralText: "中性的话",
    async post(body) {
      posted.push(body.msgtype === "text" ? body.text.content : "");
      return outcomes.shift() ?? sent;
    },
    async sleep(ms) {
      waits.push(ms);
    },
    async onUnknown(times) {
      unknowns.push(times);
    },
    alreadyUnknown: false,
  };
  return { part, posted, waits, unknowns };
}

test("what DingTalk was too busy for is repeated after a pause", async () => {
  const { part, posted, waits } = scripted([failed("retry", -1), failed("retry", -1), sent]);
  expect(await sendPart(part)).toEqual({ status: "delivered" });
  expect(posted).toHaveLength(3);
  expect(waits).toEqual([300, 1_000]);
});

test("a DingTalk that stays busy postpones the part after four posts", async () => {
  const { part, posted } = scripted(Array.from({ length: 9 }, () => failed("retry", -1)));
  expect(await sendPart(part)).toMatchObject({ status: "postponed", code: "dingtalk_busy" });
  expect(posted).toHaveLength(4);
});

test("a lost answer is repeated once, after a pause, and never a second time", async () => {
  const twice = scripted([lost(), lost(), lost()]);
  expect(await sendPart(twice.part)).toEqual({ status: "delivered" });
  expect(twice.posted).toHaveLength(2);
  expect(twice.unknowns).toEqual([1, 2]);
  expect(twice.waits, "a pause for the gateway to come back").toEqual([1_500]);

  const afterCrash = scripted([lost()]);
  expect(await sendPart({ ...afterCrash.part, alreadyUnknown: true })).toEqual({ status: "delivered" });
  expect(afterCrash.posted).toHaveLength(1);
});

test("a text that DingTalk finds too long is left to the caller to split", async () => {
  const { part, posted } = scripted([failed("split", 460101)]);
  expect(await sendPart(part)).toEqual({ status: "too-long" });
  expect(posted).toHaveLength(1);
});

test("nothing is posted for a message that somebody else is sending for", async () => {
  const { part } = scripted([]);
  expect(await sendPart({ ...part, post: async () => ({ status: "taken" }) })).toEqual({ status: "taken" });
});

test("a text that the content check refuses gives way to neutral words, once", async () => {
  const { part, posted } = scripted([failed("degrade", 430104)]);
  expect(await sendPart(part)).toEqual({ status: "delivered" });
  expect(posted).toEqual(["一段话", "中性的话"]);

  const stubborn = scripted([failed("degrade"), failed("degrade"), failed("degrade")]);
  expect(await sendPart(stubborn.part)).toMatchObject({ status: "undeliverable" });
  expect(stubborn.posted).toHaveLength(2);
});

test.each([
  ["expired", { status: "undeliverable", code: "webhook_expired" }],
  ["give-up", { status: "undeliverable", code: "webhook_refused" }],
  ["back-off", { status: "postponed", code: "dingtalk_throttled" }],
] as const)("%s is not tried again at once", async (action, result) => {
  const { part, posted } = scripted([failed(action)]);
  expect(await sendPart(part)).toMatchObject(result);
  expect(posted).toHaveLength(1);
});
