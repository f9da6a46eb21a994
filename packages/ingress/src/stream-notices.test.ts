import { parseRobotMessage, textReply, type ReplyBody, type SendOutcome } from "@dinglane/dingtalk";
import { describe, expect, it } from "vitest";
import { callbackBody } from "./fixtures/callback.ts";
import { createStreamNotices, type StreamNotices } from "./stream-notices.ts";

const reply = textReply({ text: "抱歉" });
const messageOf = (overrides: Record<string, unknown> = {}) => parseRobotMessage(callbackBody(overrides));

interface Lab {
  notices: StreamNotices;
  sent: { url: string; body: ReplyBody }[];
  warnings: string[];
  clock: { ms: number };
}

function lab(answers: SendOutcome[] = [], isRedisUp = true): Lab {
  const sent: Lab["sent"] = [];
  const warnings: string[] = [];
  const clock = { ms: 0 };
  const known = new Map<string, number>();
  const notices = createStreamNotices({
    redis: {
      async set(key: string, _value: string, _px: "PX", ttlMs: number, nx?: "NX") {
        if (!isRedisUp) throw new Error("connection lost");
        if (nx !== undefined && (known.get(key) ?? -1) > clock.ms) return null;
        known.set(key, clock.ms + ttlMs);
        return "OK";
      },
    },
    prefix: "dinglane:{0}",
    webhook: {
      async send(url, body) {
        sent.push({ url, body });
        return answers.shift() ?? { status: "sent" };
      },
    },
    sleep: () => Promise.resolve(),
    now: () => clock.ms,
    log: { warn: (_fields: unknown, message?: string) => void warnings.push(message ?? "") },
  });
  return { notices, sent, warnings, clock };
}

describe("what was carried out here", () => {
  it("is told once, however often and late its message is delivered again", async () => {
    const { notices, sent, clock } = lab();
    const message = messageOf();
    for (const ms of [0, 0, 61_000, 3_600_000]) {
      clock.ms += ms;
      notices.answered(message, reply);
      await notices.close();
    }
    expect(sent).toHaveLength(1);
    notices.answered(messageOf(), reply);
    await notices.close();
    expect(sent).toHaveLength(2);
  });
});

describe("a refusal", () => {
  it.each([true, false])("is told to one person once a minute (Redis up: %s)", async (isRedisUp) => {
    const { notices, sent, clock } = lab([], isRedisUp);
    const message = messageOf();
    notices.refused(message, "user", reply);
    notices.refused(message, "user", reply);
    await notices.close();
    expect(sent).toEqual([{ url: message.sessionWebhook, body: reply }]);
    notices.refused(messageOf({ senderStaffId: "staff-2" }), "user", reply);
    notices.refused(message, "sensitive_word", reply);
    await notices.close();
    expect(sent).toHaveLength(3);
    clock.ms += 60_000;
    notices.refused(message, "user", reply);
    await notices.close();
    expect(sent).toHaveLength(4);
  });

  it("is sent again while DingTalk is busy, and given up with a warning", async () => {
    const busy: SendOutcome = { status: "failed", action: "retry", errcode: -1 };
    const patient = lab([busy, busy]);
    patient.notices.refused(messageOf(), "user", reply);
    await patient.notices.close();
    expect([patient.sent.length, patient.warnings.length]).toEqual([3, 0]);
    const vain = lab([busy, busy, busy]);
    vain.notices.refused(messageOf(), "user", reply);
    await vain.notices.close();
    expect([vain.sent.length, vain.warnings.length]).toEqual([3, 1]);
  });

  it("whose answer was lost may have been seen, so it is not sent again", async () => {
    const { notices, sent } = lab([{ status: "unknown" } as SendOutcome]);
    notices.refused(messageOf(), "user", reply);
    await notices.close();
    expect(sent).toHaveLength(1);
  });
});

it("an outage is told once per conversation and minute, without Redis", async () => {
  const { notices, sent, clock } = lab([], false);
  notices.unavailable(messageOf(), reply);
  notices.unavailable(messageOf({ senderStaffId: "staff-2" }), reply);
  notices.unavailable(messageOf({ conversationId: "cidOther" }), reply);
  await notices.close();
  expect(sent).toHaveLength(2);
  clock.ms += 60_000;
  notices.unavailable(messageOf(), reply);
  await notices.close();
  expect(sent).toHaveLength(3);
});
