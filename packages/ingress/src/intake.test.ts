import type { AddOutcome, NewJob } from "@dinglane/jobs";
import { describe, expect, it } from "vitest";
import { callbackBody } from "./fixtures/callback.ts";
import { createIntake } from "./intake.ts";
import { createRouter } from "./route-message.ts";

const limits = {
  perUserPerDay: 0,
  perUserPerMinute: 20,
  perGroupPerMinute: 0,
  globalPerMinute: 0,
  laneLimit: 5,
  userConcurrency: 1,
  maxWaiting: 10_000,
};
const credentials = [{ clientId: "ding-robot", clientSecret: "own" }];
const receipt = { key: "receipt", fields: {}, ttlSeconds: 1 };

function intakeWith(
  add: () => Promise<AddOutcome> = () => Promise.reject(new Error("not to be asked")),
  isRedisReady = true,
  isRedisFull = false,
) {
  const added: NewJob[] = [];
  const intake = createIntake({
    admit: () => undefined,
    route: createRouter({ templates: [], clearToken: "" }),
    isExempt: () => false,
    isAdmin: ({ sender }) => sender.staffId === "boss",
    producer: {
      stop: () => Promise.resolve({ status: "stopped", count: 2 }),
      add: (job) => {
        added.push(job);
        return add();
      },
    },
    ledger: { receiptFor: () => receipt },
    config: {
      limits,
      session: { timeoutSeconds: 600, clearToken: "", defaultMode: "singleTurn" },
      dingtalk: { credentials, oapiUrl: "https://oapi.dingtalk.com" },
      model: { maxQuestionTokens: 100, maxFileBytes: 1 },
    },
    isRedisReady: () => isRedisReady,
    isRedisFull: () => isRedisFull,
    now: () => 1_700_000_000_000,
  });
  const take = (body: Record<string, unknown>, signedBy?: { secret: string }) =>
    intake(JSON.stringify(callbackBody(body)), signedBy);
  return { intake, take, added };
}
const accepted = (): Promise<AddOutcome> => Promise.resolve({ status: "added", jobId: "j", ahead: 0 });

describe("createIntake", () => {
  it("turns a question into a job without its sessionWebhook", async () => {
    const { take, added } = intakeWith(accepted);
    expect(await take({ msgId: "m1" })).toMatchObject({ outcome: "queued", message: { msgId: "m1" } });
    expect(added).toEqual([
      {
        queue: "chat",
        job: {
          v: 1,
          name: "answer-message",
          msgId: "m1",
          robotKey: "ding-robot",
          robotCode: "ding-robot",
          conversation: { id: "cid5tk==", type: "group", title: "机器人测试" },
          user: { id: "staff-1", staffId: "staff-1", nick: "昵称小钉" },
          question: { text: "秘密的问题" },
          receivedAtMs: 1_700_000_000_000,
        },
        lane: "ding-robot:staff-1",
        receipt,
        isExempt: false,
      },
    ]);
    expect(JSON.stringify(added)).not.toContain("sendBySession");
  });

  it("knows people without a staffId by their senderId", async () => {
    const { take, added } = intakeWith(accepted);
    await take({ senderStaffId: "", robotCode: "normal" });
    expect(added[0]).toMatchObject({
      job: { robotKey: "$:LWCP_v1:$bot", user: { id: "$:LWCP_v1:$sender" } },
      lane: "%24%3ALWCP_v1%3A%24bot:%24%3ALWCP_v1%3A%24sender",
    });
    expect(added[0]?.job).not.toHaveProperty("robotCode");
  });

  it.each([
    ["帮助", "show-help", "ding-robot:staff-1:aside"],
    ["重置", "reset-session", "ding-robot:staff-1"],
    ["串聊", "switch-mode", "ding-robot:staff-1"],
  ])("puts %s into its line", async (content, name, lane) => {
    const { take, added } = intakeWith(accepted);
    await take({ text: { content } });
    expect(added).toMatchObject([{ job: { name }, lane }]);
  });

  it.each<[string, boolean, Error, string, RegExp]>([
    ["is away", false, new Error("offline"), "not_taken", /这条消息没有收下，请稍后再发一次/],
    [
      "says no",
      true,
      Object.assign(new Error("OOM"), { name: "ReplyError" }),
      "not_taken",
      /这条消息没有收下，请稍后再发一次/,
    ],
    ["gives no answer", true, new Error("late"), "no_answer", /可能没有收下；一分钟内没有回答，请再发一次/],
  ])("says what became of a message while Redis %s", async (_name, isReady, cause, reason, words) => {
    const { take } = intakeWith(() => Promise.reject(cause), isReady);
    expect(await take({ conversationType: "1" })).toMatchObject({
      outcome: "unavailable",
      reason,
      cause,
      reply: { markdown: { text: expect.stringMatching(words) } },
    });
  });

  it("puts a quote before the question, and before no command", async () => {
    const quote = { msgType: "text", content: { text: "昨天的结论" } };
    const { take, added } = intakeWith(accepted);
    await take({ text: { content: "为什么", repliedMsg: quote } });
    await take({ text: { content: "重置", repliedMsg: quote } });
    expect(added).toMatchObject([
      { job: { question: { text: "> 昨天的结论\n\n为什么" } } },
      { job: { name: "reset-session" } },
    ]);
  });

  it("says what a duplicate and a full line come to", async () => {
    expect(await intakeWith(() => Promise.resolve({ status: "duplicate" })).take({})).toMatchObject({
      outcome: "duplicate",
    });
    const full = intakeWith(() => Promise.resolve({ status: "refused", bound: "lane_limit" }));
    expect(await full.take({})).toMatchObject({
      outcome: "refused",
      reason: "lane_limit",
      reply: {
        msgtype: "markdown",
        markdown: { text: expect.stringMatching(/最多排 5 条[^]*@staff-1$/) },
        at: { atUserIds: ["staff-1"] },
      },
    });
  });

  it("stops on the spot, however full Redis is, and says how many it stopped", async () => {
    const { take, added } = intakeWith(accepted, true, true);
    expect(await take({ text: { content: "停止" } })).toMatchObject({
      outcome: "carried_out",
      reason: "stop",
      reply: { markdown: { text: expect.stringContaining("**2** 条") } },
    });
    expect(added).toEqual([]);
  });

  it.each([
    ["in the group", { senderStaffId: "boss" }, "carried_out", "group_id", "`cid5tk==`"],
    ["in private", { senderStaffId: "boss", conversationType: "1" }, "carried_out", "group_id", "到群里"],
    ["to nobody else", {}, "refused", "admin_only", "管理员"],
  ])("tells a group's id %s, without Redis", async (_name, body, outcome, reason, words) => {
    const { take, added } = intakeWith(undefined, false, true);
    expect(await take({ text: { content: "群ID" }, ...body })).toMatchObject({
      outcome,
      reason,
      reply: { markdown: { text: expect.stringContaining(words) } },
    });
    expect(added).toEqual([]);
  });

  it("takes nothing new while Redis is nearly full", async () => {
    const { take, added } = intakeWith(accepted, true, true);
    expect(await take({})).toMatchObject({
      outcome: "refused",
      reason: "redis_full",
      reply: { markdown: { text: expect.stringContaining("没有收下") } },
    });
    expect(added).toEqual([]);
    // What has filled it may be a setting.
    await take({ text: { content: "#设置 max_waiting=100" }, senderStaffId: "boss" });
    expect(added.map(({ job }) => job.name)).toEqual(["change-settings"]);
  });

  it("lets the lane run one at a time from 串聊 on", async () => {
    const { take, added } = intakeWith(accepted);
    for (const content of ["串聊", "单聊"]) await take({ text: { content } });
    expect(added.map(({ serialSeconds }) => serialSeconds)).toEqual([600, undefined]);
  });

  it("answers on the spot what needs no worker", async () => {
    const { take, added } = intakeWith();
    const result = await take({ msgtype: "video", text: undefined, content: { downloadCode: "c" } });
    expect(result).toMatchObject({ outcome: "refused", reason: "unreadable" });
    expect(added).toEqual([]);
  });

  it.each([
    ["not JSON", "{ 秘密", "not_json"],
    ["not an object", "[]", "not_an_object"],
    ["no robot message", "{}", expect.stringContaining("msgId")],
  ])("rejects what is %s, and does not quote it", async (_name, json, detail) => {
    expect(await intakeWith().intake(json)).toEqual({ outcome: "rejected", reason: "malformed", detail });
  });

  it.each([
    "https://evil.example/robot",
    "http://169.254.169.254/",
    "https://oapi.dingtalk.com@evil.example/",
  ])("rejects a sessionWebhook on a strange origin: %s", async (sessionWebhook) => {
    expect(await intakeWith().take({ sessionWebhook })).toMatchObject({ reason: "strange_webhook" });
  });

  it("wants a configured robot's callbacks signed by its own secret", async () => {
    const { take } = intakeWith(accepted);
    expect(await take({}, { secret: "another robot's" })).toMatchObject({ reason: "forged" });
    expect(await take({}, { secret: "own" })).toMatchObject({ outcome: "queued" });
    expect(await take({ robotCode: "unknown" }, { secret: "another" })).toMatchObject({ outcome: "queued" });
    expect(await take({ robotCode: "normal" }, { secret: "another" })).toMatchObject({ outcome: "queued" });
    expect(await take({})).toMatchObject({ outcome: "queued" });
  });

  it.each([undefined, null, "", "normal"])(
    "lets nobody pose as a configured robot by its id beside robotCode %j",
    async (robotCode) => {
      const { take, added } = intakeWith(accepted);
      const body = { robotCode, chatbotUserId: "ding-robot" };
      expect(await take(body, { secret: "another" })).toMatchObject({
        outcome: "rejected",
        reason: "forged",
      });
      expect(added).toEqual([]);
      expect(await take(body, { secret: "own" })).toMatchObject({ outcome: "queued" });
    },
  );
});
