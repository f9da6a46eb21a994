import { parseRobotMessage, verifyCallback } from "@dinglane/dingtalk";
import { expect, test } from "vitest";
import { robotMessages } from "./robot-messages.ts";
import { startReceiver } from "./fixtures/start-receiver.ts";
import { startSimulator } from "./start-simulator.ts";
import { group, town } from "./fixtures/town.ts";

const atTestVector = (): number => 1_577_262_236_757;

test("a group message is posted as DingTalk posts it", async () => {
  await using receiver = await startReceiver();
  await using simulator = await startSimulator({ ...town, callbackUrl: receiver.url, now: atTestVector });
  const said = await simulator.say({ from: "ada", in: group, text: "给@Bob 发个消息", atPeople: ["bob"] });

  expect(said).toMatchObject({ outcome: "answered", status: 200, body: { msgtype: "empty" } });
  const { headers, body } = receiver.received[0]!;
  expect(headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    timestamp: "1577262236757",
    sign: "DJrE6qdyVGCQz9z5r2MDuNcNAhwYnuAkyj13cx169CA=",
  });
  expect(body).toMatchObject({
    msgtype: "text",
    msgId: said.msgId,
    text: { content: " 给 发个消息" },
    conversationType: "2",
    conversationId: group,
    openThreadId: group,
    conversationTitle: "产品讨论组",
    isInAtList: true,
    atUsers: [{ staffId: "staff-bob" }, { dingtalkId: body["chatbotUserId"] }],
    senderNick: "Ada",
    senderStaffId: "staff-ada",
    isAdmin: true,
    robotCode: "dingabc",
    createAt: 1_577_262_236_757,
    sessionWebhookExpiredTime: 1_577_262_236_757 + 90 * 60_000,
  });
  expect(said.msgId).toMatch(/^msg.+==$/u);
  expect(body["sessionWebhook"]).toMatch(
    new RegExp(`^${simulator.url}/robot/sendBySession\\?session=[0-9a-f]{32}$`, "u"),
  );
});

test("a private message carries no group fields, and a person from outside no corporate ones", async () => {
  await using receiver = await startReceiver();
  await using simulator = await startSimulator({ ...town, callbackUrl: receiver.url });
  await simulator.say({ from: "eve", in: "private", text: "hi" });
  const { body } = receiver.received[0]!;
  expect(body).toMatchObject({ conversationType: "1", text: { content: "hi" } });
  for (const field of ["conversationTitle", "isInAtList", "atUsers", "senderStaffId", "isAdmin"]) {
    expect(body).not.toHaveProperty(field);
  }
});

test("a group message that mentions nobody stays in the group", async () => {
  await using receiver = await startReceiver();
  await using simulator = await startSimulator({ ...town, callbackUrl: receiver.url });
  const said = await simulator.say({ from: "ada", in: group, text: "午饭？", at: false });
  expect(said.outcome).toBe("not-pushed");
  expect(receiver.received).toHaveLength(0);
});

test("every type of message is one that the product reads, as an object and as a JSON string", async () => {
  await using receiver = await startReceiver();
  await using simulator = await startSimulator({ ...town, callbackUrl: receiver.url });
  const messages = [
    robotMessages.text("你好", { msgType: "text", msgId: "msgA==", content: { text: "早" } }),
    robotMessages.richText([{ text: "看图" }, { picture: "code" }]),
    robotMessages.picture(),
    robotMessages.audio("钉钉，让进步发生"),
    robotMessages.video(),
    robotMessages.file("a.pdf"),
    robotMessages.unknown(),
    robotMessages.interactiveCard("https://alidocs.dingtalk.com/i/nodes/1"),
    robotMessages.markdown("# 题"),
    robotMessages.chatRecord("记录", "a: b"),
    robotMessages.overQuota(),
  ];
  for (const message of messages) {
    await simulator.say({ from: "ada", in: "private", message });
    await simulator.say({ from: "ada", in: "private", message, contentAsJsonString: true });
  }
  const types = receiver.received.map(({ body }) => parseRobotMessage(body).content.type);
  const read = "text richText picture audio video file unsupported unsupported text unsupported overQuota";
  expect(types.filter((_, index) => index % 2 === 0).join(" ")).toBe(read);
  expect(types.filter((_, index) => index % 2 === 1).join(" ")).toBe(read);
});

test("a rich text in a group keeps the mention as an item", async () => {
  await using receiver = await startReceiver();
  await using simulator = await startSimulator({ ...town, callbackUrl: receiver.url });
  await simulator.say({ from: "ada", in: group, message: robotMessages.richText([{ text: "你好" }]) });
  expect(receiver.received[0]!.body).toMatchObject({
    content: { richText: [{ text: "@小钉" }, { text: "你好" }] },
  });
});

test("fields and headers can be replaced and taken away", async () => {
  await using receiver = await startReceiver();
  await using simulator = await startSimulator({ ...town, callbackUrl: receiver.url });
  await simulator.say({
    from: "ada",
    in: group,
    text: "x",
    overrides: { robotCode: "normal", senderStaffId: undefined },
    headers: { sign: "forged", timestamp: undefined },
  });
  const { body, headers } = receiver.received[0]!;
  expect(body["robotCode"]).toBe("normal");
  expect(body).not.toHaveProperty("senderStaffId");
  expect(headers["sign"]).toBe("forged");
  expect(headers).not.toHaveProperty("timestamp");
});

test("a redelivery is the same message, signed anew, and passes the product's check", async () => {
  let nowMs = Date.now();
  await using receiver = await startReceiver();
  await using simulator = await startSimulator({ ...town, callbackUrl: receiver.url, now: () => nowMs });
  const said = await simulator.say({ from: "ada", in: group, text: "x" });
  nowMs += 60_000;
  await simulator.redeliver(said.msgId);
  const [first, second] = receiver.received;
  expect(second!.body).toEqual(first!.body);
  expect(second!.headers["timestamp"]).not.toBe(first!.headers["timestamp"]);
  const { timestamp, sign } = second!.headers;
  const proof = { timestamp: String(timestamp), sign: String(sign) };
  expect(verifyCallback(proof, [{ secret: "this is a secret" }], nowMs)).toMatchObject({ ok: true });
});

test("the redelivery knob posts every message again", async () => {
  await using receiver = await startReceiver();
  await using simulator = await startSimulator({ ...town, callbackUrl: receiver.url });
  simulator.faults.redelivery = { times: 2, delayMs: 0 };
  const { msgId } = await simulator.say({ from: "ada", in: group, text: "x" });
  await expect.poll(() => receiver.received.map(({ body }) => body["msgId"])).toEqual([msgId, msgId, msgId]);
});

test("nobody there, and nobody answering, are told apart", async () => {
  await using receiver = await startReceiver();
  receiver.answer = undefined;
  await using simulator = await startSimulator({
    ...town,
    callbackUrl: receiver.url,
    callbackTimeoutMs: 50,
  });
  expect(await simulator.say({ from: "ada", in: group, text: "x" })).toMatchObject({ outcome: "timeout" });
  simulator.setCallbackUrl("http://127.0.0.1:1/");
  expect(await simulator.say({ from: "ada", in: group, text: "x" })).toMatchObject({
    outcome: "unreachable",
  });
  await expect(simulator.say({ from: "nobody", in: group })).rejects.toMatchObject({ code: "unknown_name" });
});
