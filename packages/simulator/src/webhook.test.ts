import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { markdown, postWebhook } from "./fixtures/post-webhook.ts";
import { type Receiver, startReceiver } from "./fixtures/start-receiver.ts";
import { startSimulator } from "./start-simulator.ts";
import type { Simulator } from "./simulator.ts";
import { group, town } from "./fixtures/town.ts";

const MINUTE_MS = 60_000;
let nowMs = 1_700_000_000_000;
let receiver: Receiver;
let simulator: Simulator;

beforeAll(async () => {
  receiver = await startReceiver();
  simulator = await startSimulator({ ...town, callbackUrl: receiver.url, now: () => nowMs });
});
afterAll(async () => {
  await simulator.close();
  await receiver[Symbol.asyncDispose]();
});
beforeEach(() => {
  receiver.answer = { status: 200, body: { msgtype: "empty" } };
  receiver.received.length = 0;
  simulator.expireSessions();
});

async function ask(from = "ada", place: string = group): Promise<{ msgId: string; webhook: string }> {
  const { msgId } = await simulator.say({ from, in: place, text: "在吗" });
  return { msgId, webhook: String(receiver.received.at(-1)!.body["sessionWebhook"]) };
}

describe("sessions", () => {
  test("one conversation keeps its session for some minutes, its end renewed by each callback", async () => {
    const first = await ask();
    nowMs += 5 * MINUTE_MS;
    expect((await ask("bob")).webhook).toBe(first.webhook);
    expect(receiver.received.at(-1)!.body["sessionWebhookExpiredTime"]).toBe(nowMs + 90 * MINUTE_MS);
    nowMs += 2 * MINUTE_MS;
    expect((await ask()).webhook).not.toBe(first.webhook);
    expect((await ask("ada", "private")).webhook).not.toBe((await ask()).webhook);
  });

  test("a session ends after 90 minutes, or when told to", async () => {
    const { webhook } = await ask();
    nowMs += 90 * MINUTE_MS - 1;
    expect((await postWebhook(webhook, markdown("早"))).answer).toEqual({ errcode: 0, errmsg: "ok" });
    nowMs += 1;
    expect((await postWebhook(webhook, markdown("晚"))).answer).toMatchObject({ errcode: 300001 });
    const later = await ask();
    simulator.expireSessions();
    expect((await postWebhook(later.webhook, markdown("晚"))).answer).toMatchObject({ errcode: 300001 });
  });

  test("a session can be had without a message", async () => {
    const webhook = await simulator.openSession({ from: "ada", in: group });
    expect((await postWebhook(webhook, markdown("早"))).answer).toMatchObject({ errcode: 0 });
    expect(simulator.deliveries.at(-1)).toMatchObject({ conversationId: group, shown: true });
  });
});

describe("bodies", () => {
  test.each<[string, unknown, number]>([
    ["text", { msgtype: "text", text: { content: "好" } }, 0],
    ["link", { msgtype: "link", link: { title: "t", text: "x", messageUrl: "https://a.cn" } }, 0],
    [
      "actionCard",
      {
        msgtype: "actionCard",
        actionCard: { title: "t", text: "x", singleTitle: "看", singleURL: "https://a.cn" },
      },
      0,
    ],
    [
      "feedCard",
      { msgtype: "feedCard", feedCard: { links: [{ title: "t", messageURL: "https://a.cn" }] } },
      0,
    ],
    ["markdown without a title", { msgtype: "markdown", markdown: { text: "x" } }, 40035],
    ["text without content", { msgtype: "text", text: {} }, 40035],
    ["an image", { msgtype: "image", image: {} }, 400105],
    ["no msgtype", {}, 400105],
    ["no JSON", "{", 40035],
    ["20 000 bytes", sized(20_000), 0],
    ["20 001 bytes", sized(20_001), 460101],
  ])("%s", async (_name, body, errcode) => {
    const { webhook } = await ask();
    const { status, answer } = await postWebhook(webhook, body);
    expect(status).toBe(200);
    expect(answer).toMatchObject({ errcode });
    expect(simulator.deliveries.at(-1)).toMatchObject({ errcode, shown: errcode === 0 });
  });

  test("something else than JSON is refused by its content type", async () => {
    const { webhook } = await ask();
    const response = await fetch(webhook, { method: "POST", body: "x" });
    expect(await response.json()).toMatchObject({ errcode: 43004 });
  });
});

describe("knobs", () => {
  test("each post takes one fault from the queue, then all is well again", async () => {
    const { webhook } = await ask();
    simulator.faults.webhookQueue.push(
      { kind: "errcode", errcode: -1 },
      { kind: "html" },
      { kind: "string-errcode" },
      { kind: "slow", delayMs: 30 },
    );
    expect((await postWebhook(webhook, markdown("1"))).answer).toEqual({ errcode: -1, errmsg: "系统繁忙" });
    expect((await postWebhook(webhook, markdown("2"))).answer).toContain("<html>");
    expect((await postWebhook(webhook, markdown("3"))).answer).toEqual({ errcode: "0", errmsg: "ok" });
    const startedAt = performance.now();
    expect((await postWebhook(webhook, markdown("4"))).answer).toMatchObject({ errcode: 0 });
    expect(performance.now() - startedAt).toBeGreaterThan(25);
    expect((await postWebhook(webhook, markdown("5"))).answer).toMatchObject({ errcode: 0 });
    const last = simulator.deliveries.slice(-5);
    expect(last.map(({ text, shown }) => (shown ? text : "-"))).toEqual(["-", "-", "3", "4", "5"]);
  });

  test("a lost answer was seen by people; a torn post was not", async () => {
    const { webhook } = await ask();
    simulator.faults.webhookQueue.push({ kind: "lost" }, { kind: "torn" });
    await expect(postWebhook(webhook, markdown("lost"))).rejects.toBeInstanceOf(TypeError);
    await expect(postWebhook(webhook, markdown("torn"))).rejects.toBeInstanceOf(TypeError);
    expect(simulator.deliveries.slice(-2)).toMatchObject([
      { text: "lost", shown: true },
      { text: "torn", shown: false },
    ]);
  });

  test("a hanging post is seen and never answered", async () => {
    const { webhook } = await ask();
    simulator.faults.webhook = { kind: "hang" };
    const signal = AbortSignal.timeout(50);
    const headers = { "content-type": "application/json" };
    const posted = fetch(webhook, { method: "POST", headers, body: JSON.stringify(markdown("…")), signal });
    await expect(posted).rejects.toMatchObject({ name: "TimeoutError" });
    simulator.faults.webhook = undefined;
    expect(simulator.deliveries.at(-1)).toMatchObject({ text: "…", shown: true });
  });

  test("twenty a minute, then ten minutes of 130101, by conversation", async () => {
    simulator.faults.webhookPerMinute = 20;
    const { webhook } = await ask();
    for (let nth = 1; nth <= 20; nth += 1) {
      expect((await postWebhook(webhook, markdown("x"))).answer).toMatchObject({ errcode: 0 });
    }
    expect((await postWebhook(webhook, markdown("x"))).answer).toMatchObject({ errcode: 130101 });
    const elsewhere = await ask("ada", "private");
    expect((await postWebhook(elsewhere.webhook, markdown("x"))).answer).toMatchObject({ errcode: 0 });
    nowMs += 9 * MINUTE_MS;
    expect((await postWebhook(webhook, markdown("x"))).answer).toMatchObject({ errcode: 130101 });
    nowMs += MINUTE_MS;
    expect((await postWebhook(webhook, markdown("x"))).answer).toMatchObject({ errcode: 0 });
    simulator.faults.webhookPerMinute = undefined;
  });
});

describe("waiting for a reply", () => {
  test("finds what came, and what comes, for the person who asked", async () => {
    const ada = await ask("ada");
    const bob = await ask("bob");
    await postWebhook(bob.webhook, markdown("好 @staff-bob", ["staff-bob"]));
    expect((await simulator.waitForReply(bob.msgId)).text).toBe("好 @staff-bob");
    const coming = simulator.waitForReply(ada.msgId);
    await postWebhook(ada.webhook, markdown("来了 @staff-ada", ["staff-ada"]));
    expect((await coming).text).toBe("来了 @staff-ada");
  });

  test("gives up with the number of what it saw", async () => {
    const { msgId } = await ask();
    await expect(simulator.waitForReply(msgId, 20)).rejects.toMatchObject({ code: "reply_timeout" });
  });

  test("a session for each message tells replies apart exactly", async () => {
    await using exact = await startSimulator({ ...town, callbackUrl: receiver.url, sessionReuseMs: 0 });
    const first = await exact.say({ from: "ada", in: group, text: "1" });
    const firstWebhook = String(receiver.received.at(-1)!.body["sessionWebhook"]);
    const second = await exact.say({ from: "ada", in: group, text: "2" });
    const secondWebhook = String(receiver.received.at(-1)!.body["sessionWebhook"]);
    await postWebhook(secondWebhook, markdown("二"));
    await postWebhook(firstWebhook, markdown("一"));
    expect((await exact.waitForReply(first.msgId)).text).toBe("一");
    expect((await exact.waitForReply(second.msgId)).text).toBe("二");
  });

  test("the body of a 200 is a reply; that of another status is not", async () => {
    receiver.answer = { status: 200, body: { msgtype: "text", text: { content: "太快了" } } };
    const { msgId } = await ask();
    expect(await simulator.waitForReply(msgId)).toMatchObject({ via: "response", text: "太快了", msgId });
    const before = simulator.deliveries.length;
    receiver.answer = { status: 503, body: { msgtype: "text", text: { content: "忙" } } };
    await ask();
    expect(simulator.deliveries).toHaveLength(before);
  });
});

/** A text reply of exactly this many bytes. */
function sized(bytes: number): string {
  const empty = JSON.stringify({ msgtype: "text", text: { content: "" } });
  return JSON.stringify({ msgtype: "text", text: { content: "a".repeat(bytes - empty.length) } });
}
