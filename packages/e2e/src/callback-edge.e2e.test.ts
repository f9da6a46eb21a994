import { createHmac } from "node:crypto";
import { request } from "node:http";
import { robotMessages } from "@dinglane/simulator";
import { expect, test } from "vitest";
import { group, robot, startStack, type Stack } from "./start-stack.ts";

/** The body of a real group message, as DingTalk documents it, answered at the simulator. */
async function callbackBody(stack: Stack): Promise<Record<string, unknown>> {
  const session = await stack.simulator.openSession({ from: "user00", in: group.id });
  return {
    senderPlatform: "Mac",
    conversationId: group.id,
    atUsers: [{ dingtalkId: "$:LWCP_v1:$bot" }],
    chatbotCorpId: "dingcorp",
    chatbotUserId: "$:LWCP_v1:$bot",
    msgId: `msg${crypto.randomUUID()}==`,
    senderNick: "同事0",
    isAdmin: true,
    senderStaffId: "staff-user00",
    sessionWebhookExpiredTime: Date.now() + 5_400_000,
    createAt: Date.now(),
    senderCorpId: "dingcorp",
    conversationType: "2",
    senderId: "$:LWCP_v1:$user00",
    conversationTitle: group.title,
    isInAtList: true,
    sessionWebhook: session,
    text: { content: " 你好" },
    robotCode: robot.clientId,
    msgtype: "text",
  };
}

function signed(timestamp: number, secret = robot.clientSecret): Record<string, string> {
  const sign = createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");
  return { timestamp: String(timestamp), sign };
}

/** Posts as anybody can, over a connection of its own; gives the status and the milliseconds it took. */
async function post(
  stack: Stack,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; ms: number }> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const posted = request(
      `${stack.ingress.url}/`,
      { method: "POST", agent: false, headers: { "content-type": "application/json", ...headers } },
      (response) => {
        resolve({ status: response.statusCode ?? 0, ms: performance.now() - startedMs });
        response.resume();
      },
    );
    // After an answer that came early (413) the rest of the body cannot be written: the answer counts.
    posted.on("error", reject);
    posted.end(body);
  });
}

test("a signed callback is acknowledged at once while the model takes its time", async () => {
  const release = Promise.withResolvers<void>();
  await using stack = await startStack({
    async answer() {
      await release.promise;
      return { content: "想好了" };
    },
  });
  const times: number[] = [];
  for (let n = 0; n < 5; n++) {
    const posted = await post(stack, signed(Date.now()), JSON.stringify(await callbackBody(stack)));
    expect(posted.status).toBe(200);
    times.push(posted.ms);
  }
  expect(Math.min(...times)).toBeLessThan(50);
  expect(stack.simulator.deliveries).toHaveLength(0);
  release.resolve();
  const delivery = await stack.simulator.waitForReply((reply) => reply.text.includes("想好了"));
  expect(delivery.text).toContain("@staff-user00");
});

test("what is not a genuine message gets its status and reaches neither model nor webhook", async () => {
  await using stack = await startStack();
  const body = await callbackBody(stack);
  const json = JSON.stringify(body);
  const hour = 3_600_000;
  const ok = signed(Date.now());
  const status = async (headers: Record<string, string>, text: string): Promise<number> =>
    (await post(stack, headers, text)).status;

  expect(await status({}, json), "unsigned").toBe(401);
  expect(await status(signed(Date.now() - hour - 5_000), json), "stale").toBe(401);
  expect(await status(signed(Date.now() + hour + 5_000), json), "from the future").toBe(401);
  expect(await status(signed(Date.now(), "somebody else's secret"), json), "forged").toBe(401);
  expect(await status(ok, JSON.stringify({ ...body, pad: "x".repeat(1_100_000) })), "oversized").toBe(413);
  expect(await status(ok, "{"), "not JSON").toBe(400);
  expect(await status(ok, "[]"), "not an object").toBe(400);
  expect(await status(ok, JSON.stringify({ ...body, msgId: undefined })), "no msgId").toBe(400);
  for (const sessionWebhook of [
    "https://evil.example/robot/sendBySession?session=1",
    "https://oapi.dingtalk.com.evil.example/robot/sendBySession",
    "http://oapi.dingtalk.com/robot/sendBySession?session=1",
    "https://user@evil.example:443/?oapi.dingtalk.com",
    "http://169.254.169.254/latest",
    "not a url",
  ]) {
    expect(await status(ok, JSON.stringify({ ...body, sessionWebhook })), sessionWebhook).toBe(400);
  }

  const last = await stack.simulator.say({ from: "user01", in: group.id, text: "最后一问" });
  await stack.simulator.waitForReply(last.msgId);
  expect(stack.model.calls.map((call) => call.question)).toEqual(["最后一问"]);
  expect(stack.simulator.deliveries).toHaveLength(1);
});

test("every kind of message that cannot be read is answered in plain words", async () => {
  await using stack = await startStack();
  const kinds = [
    robotMessages.audio(),
    robotMessages.video(),
    robotMessages.file("计划.pdf"),
    robotMessages.unknown(),
  ];
  for (const message of kinds) {
    for (const contentAsJsonString of [false, true]) {
      const asked = await stack.simulator.say({
        from: "user02",
        in: "private",
        message,
        contentAsJsonString,
      });
      const delivery = await stack.simulator.waitForReply(asked.msgId);
      expect(delivery.text.length).toBeGreaterThan(5);
    }
  }
  expect(stack.model.calls).toHaveLength(0);

  const spoken = await stack.simulator.say({
    from: "user02",
    in: "private",
    message: robotMessages.audio("今天星期几"),
  });
  await stack.simulator.waitForReply(spoken.msgId);
  expect(stack.model.calls.map((call) => call.question)).toEqual(["今天星期几"]);
});
