import type { ApiCall, Delivery } from "@dinglane/simulator";
import { expect, test } from "vitest";
import { note } from "./faults/note.ts";
import { group, robot, secretsOf, startStack, type RunningService, type Stack } from "./start-stack.ts";

const GROUP_SEND = "/v1.0/robot/groupMessages/send";
const ONE_TO_ONE_SEND = "/v1.0/robot/oToMessages/batchSend";

const shown = (stack: Stack): Delivery[] => stack.simulator.deliveries.filter((delivery) => delivery.shown);
const callsOf = (stack: Stack, api: string): ApiCall[] =>
  stack.simulator.api.calls.filter((call) => call.api === api);

/** A model that answers when it is let. */
function heldModel(content = "想好了") {
  const asked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const answer = async (): Promise<{ content: string }> => {
    asked.resolve();
    await release.promise;
    return { content };
  };
  return { answer, asked: asked.promise, release: release.resolve };
}

test("a webhook that ends while the model thinks: the group is told by OpenAPI, with the @ line in the text", async () => {
  const model = heldModel();
  await using stack = await startStack({ answer: model.answer });
  const question = await stack.simulator.say({ from: "user00", in: group.id, text: "想一想" });
  await model.asked;
  stack.simulator.expireSessions();
  model.release();
  const delivery = await stack.simulator.waitForReply(question.msgId, 10_000);
  expect(delivery).toMatchObject({ via: "openapi", conversationId: group.id, robot: robot.clientId });
  expect(delivery.text).toBe("想好了\n\n@staff-user00");
  expect(shown(stack)).toHaveLength(1);
  for (const secret of secretsOf()) expect(stack.output()).not.toContain(secret);
});

test("near its end the webhook is not tried: a private answer goes by staffId at once, without an @", async () => {
  await using stack = await startStack({ simulator: { sessionLifeMs: 5_000 } });
  const question = await stack.simulator.say({ from: "user01", in: "private", text: "在吗" });
  const delivery = await stack.simulator.waitForReply(question.msgId, 10_000);
  expect(delivery).toMatchObject({ via: "openapi", text: "答：在吗" });
  expect(stack.simulator.deliveries.filter(({ via }) => via === "webhook")).toEqual([]);
  expect(callsOf(stack, ONE_TO_ONE_SEND)).toHaveLength(1);
});

test("a webhook that ends while its message is queued; a long text in parts, each once", async () => {
  const long = Array.from({ length: 700 }, (_, n) => `第 ${n} 段：这是一段要分开发送的长文字。`).join("\n\n");
  await using stack = await startStack({ workers: 0, answer: () => ({ content: long }) });
  await stack.simulator.say({ from: "user02", in: group.id, text: "写长一点" });
  stack.simulator.expireSessions();
  await stack.startWorker();
  await expect.poll(() => shown(stack).at(-1)?.text.includes("第 699 段"), { timeout: 20_000 }).toBe(true);
  const texts = shown(stack).map(({ text }) => text);
  for (const n of [0, 233, 466, 699]) {
    expect(texts.filter((text) => text.includes(`第 ${n} 段`))).toHaveLength(1);
  }
  expect(texts.length).toBeGreaterThan(2);
  expect(shown(stack).every(({ via }) => via === "openapi")).toBe(true);
  expect(texts.filter((text) => text.includes("@staff-user02"))).toEqual([texts.at(-1)]);
});

const everyWay = [
  { from: "user10", in: group.id },
  { from: "user11", in: "private" },
  { from: "outsider", in: group.id },
  { from: "outsider", in: "private" },
] as const;

test.each(["queued", "in flight"] as const)(
  "a webhook that ends while its message is %s: whoever can be reached is, and of the other one the log says why",
  async (when) => {
    const release = Promise.withResolvers<void>();
    await using stack = await startStack({
      workers: when === "queued" ? 0 : 1,
      async answer({ question }) {
        await release.promise;
        return { content: `答：${question}` };
      },
    });
    const asked = await Promise.all(
      everyWay.map(async (place, n) => stack.simulator.say({ ...place, text: `第 ${n} 问` })),
    );
    expect(asked.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    // One person's messages to a robot are one line, wherever they are said: the second one waits for the first.
    const running = when === "in flight" ? 3 : 0;
    await expect.poll(() => stack.model.calls.length, { timeout: 15_000 }).toBe(running);
    stack.simulator.expireSessions();
    release.resolve();
    if (when === "queued") await stack.startWorker();
    for (const { msgId } of asked.slice(0, 3)) {
      expect(await stack.simulator.waitForReply(msgId, 20_000)).toMatchObject({ via: "openapi" });
    }
    await expect.poll(() => stack.output(), { timeout: 20_000 }).toContain("no_staff_id");
    const texts = shown(stack).map(({ text }) => text.split("\n")[0]);
    expect(texts).toHaveLength(3);
    expect(new Set(texts)).toEqual(new Set(["答：第 0 问", "答：第 1 问", "答：第 2 问"]));
    expect(stack.output().match(/could not be told/g)).toHaveLength(1);
    // In flight each was tried by its webhook first, and that refused with 300001.
    const refused = stack.simulator.deliveries.filter(({ errcode }) => errcode === 300001);
    expect(refused.length).toBeGreaterThanOrEqual(3);
  },
);

test("somebody from outside without staffId cannot be reached: the operator sees why, and the lane goes on", async () => {
  const model = heldModel("答案");
  await using stack = await startStack({ answer: model.answer });
  await stack.simulator.say({ from: "outsider", in: "private", text: "想一想" });
  await model.asked;
  stack.simulator.expireSessions();
  model.release();
  await expect.poll(() => stack.output(), { timeout: 10_000 }).toContain("could not be told");
  expect(stack.output()).toContain("no_staff_id");
  expect(stack.simulator.api.calls).toEqual([]);

  const next = await stack.simulator.say({ from: "outsider", in: "private", text: "还在吗" });
  expect((await stack.simulator.waitForReply(next.msgId, 10_000)).text).toContain("答案");
  // In a group nobody needs a staffId.
  const inGroup = await stack.simulator.say({ from: "outsider", in: group.id, text: "群里呢" });
  expect(inGroup.status).toBe(200);
});

test("tokens that end in the middle are replaced once for all workers, and nobody's answer is lost", async () => {
  await using stack = await startStack({ workers: 2, simulator: { sessionLifeMs: 5_000 } });
  const ask = async (from: string): Promise<string> =>
    (await stack.simulator.say({ from, in: "private", text: "在吗" })).msgId;
  await stack.simulator.waitForReply(await ask("user03"), 10_000);
  stack.simulator.api.expireTokens();
  const asked = await Promise.all(["user04", "user05", "user06", "user07"].map(ask));
  for (const msgId of asked) await stack.simulator.waitForReply(msgId, 15_000);
  expect(shown(stack)).toHaveLength(5);
  expect(callsOf(stack, "/v1.0/oauth2/accessToken")).toHaveLength(2);
});

test("a missing permission is told once; granted within the day, the answers that are owed arrive", async () => {
  await using stack = await startStack({ simulator: { sessionLifeMs: 5_000 } });
  const code = "Forbidden.AccessDenied.AccessTokenPermissionDenied";
  stack.simulator.faults.api.every = {
    kind: "refuse",
    status: 403,
    code,
    requiredScopes: ["qyapi_robot_sendmsg"],
  };
  const first = await stack.simulator.say({ from: "user08", in: "private", text: "一" });
  const second = await stack.simulator.say({ from: "user09", in: "private", text: "二" });
  await expect.poll(() => stack.redis.zcard("dinglane:{0}:debts"), { timeout: 10_000 }).toBe(2);
  const inHalfAnHourMs = Date.now() + 1_800_000;
  const postponed = (): Promise<number> => stack.redis.zcount("dinglane:{0}:debts", inHalfAnHourMs, "+inf");
  await expect.poll(postponed, { timeout: 15_000 }).toBe(2);
  expect(stack.output().match(/"msg":"DingTalk refuses this robot's calls/g)).toHaveLength(1);
  expect(stack.output()).toContain("qyapi_robot_sendmsg");

  stack.simulator.faults.api.every = undefined;
  for (const key of await stack.redis.zrange("dinglane:{0}:debts", 0, "-1")) {
    await stack.redis.zadd("dinglane:{0}:debts", 0, key);
  }
  expect((await stack.simulator.waitForReply(first.msgId, 15_000)).text).toBe("答：一");
  expect((await stack.simulator.waitForReply(second.msgId, 15_000)).text).toBe("答：二");
});

const sumOf = async (workers: RunningService[], name: string, label: string): Promise<number> => {
  const texts = await Promise.all(workers.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
  const lines = texts.flatMap((text) => text.split("\n"));
  return lines
    .filter((line) => line.startsWith(name) && line.includes(label))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
};

/** Of all the seconds that begin at a millisecond: how many saw more than 20 calls. */
function paceOf(calls: readonly ApiCall[]): { crowdedShare: number; lastedMs: number } {
  const arrivals = calls.map(({ atMs }) => atMs);
  const [first = 0, last = 0] = [arrivals.at(0), arrivals.at(-1)];
  let crowded = 0;
  for (let from = first; from <= last; from++) {
    if (arrivals.filter((at) => at >= from && at < from + 1_000).length > 20) crowded++;
  }
  return { crowdedShare: crowded / (last - first + 1), lastedMs: last - first };
}

test("four workers push together: at most 20 calls in 99.9 % of sliding seconds, and none is refused for it", async ({
  annotate,
}) => {
  await using stack = await startStack({
    workers: 4,
    simulator: { sessionLifeMs: 5_000 },
    env: { LANE_LIMIT: "20", RATE_LIMIT_PER_MINUTE: "0" },
  });
  stack.simulator.faults.api.callsPerSecond = 20;
  const MESSAGES = 240;
  await Promise.all(
    Array.from({ length: MESSAGES }, async (_, n) =>
      stack.simulator.say({
        from: `user${String(n % 60).padStart(2, "0")}`,
        in: n % 2 === 0 ? "private" : group.id,
        text: `第 ${n} 问`,
      }),
    ),
  );
  await expect.poll(() => shown(stack).length, { timeout: 50_000, interval: 100 }).toBe(MESSAGES);
  const figures = [];
  for (const [path, api] of [
    [ONE_TO_ONE_SEND, "one-to-one-send"],
    [GROUP_SEND, "group-send"],
  ] as const) {
    const calls = callsOf(stack, path);
    expect(calls.filter(({ status }) => status !== 200)).toEqual([]);
    expect(calls).toHaveLength(MESSAGES / 2);
    const { crowdedShare, lastedMs } = paceOf(calls);
    figures.push({ api, lastedMs, crowdedShare });
    expect(crowdedShare).toBeLessThanOrEqual(0.001);
    // Nearly as fast as is allowed, which is 18 a second; a busy machine takes its time.
    expect(lastedMs).toBeLessThan(3 * (calls.length / 18) * 1_000);
    expect(await sumOf(stack.workers, "dinglane_dingtalk_calls_total", `api="${api}",outcome="done"`)).toBe(
      calls.length,
    );
  }
  await note(annotate, { figures });
  expect(callsOf(stack, "/v1.0/oauth2/accessToken")).toHaveLength(1);
  expect(await sumOf(stack.workers.slice(0, 1), "dinglane_dingtalk_budget_spent", 'budget="api"')).toBe(
    MESSAGES,
  );
});
