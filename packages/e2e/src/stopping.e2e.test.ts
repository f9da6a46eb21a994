import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { group, startStack } from "./start-stack.ts";
import { startStreamingModel } from "./start-streaming-model.ts";

const forever = (): Promise<never> => new Promise(() => {});

test.each(["http", "stream"] as const)(
  "停止 ends what runs within a second and all that waits (%s)",
  async (mode) => {
    await using stack = await startStack({
      mode,
      workers: 2,
      answer: (call) => (call.question.startsWith("慢") ? forever() : { content: `答：${call.question}` }),
    });
    if (mode === "stream") await stack.simulator.stream.waitForConnections(2);
    const say = (text: string) => stack.simulator.say({ from: "user00", in: group.id, text });
    await say("慢一");
    await expect.poll(() => stack.model.calls.length, { timeout: 5_000 }).toBe(1);
    for (const text of ["慢二", "重置", "慢三"]) await say(text);
    const runs = (): Promise<number> => stack.redis.llen("dinglane:{0}:chat:active");
    expect(await runs()).toBe(1);

    const stoppedAt = performance.now();
    const stop = await say("停止");
    await expect.poll(runs, { interval: 10 }).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(1_000);
    const told = await stack.simulator.waitForReply(stop.msgId);
    expect(told.text).toContain("已停止您的 **4** 条消息");

    const next = await say("快");
    expect((await stack.simulator.waitForReply(next.msgId)).text).toContain("答：快");
    const nothing = await say("取消");
    expect((await stack.simulator.waitForReply(nothing.msgId)).text).toContain("没有");
    expect(stack.model.calls.map((call) => call.question)).toEqual(["慢一", "快"]);
    expect(stack.simulator.deliveries).toHaveLength(3);
  },
);

test("停止 hangs up on the model within a second: what nobody reads is not paid for", async () => {
  let hungUpAt = 0;
  await using streaming = await startStreamingModel(async function* ({ question }) {
    if (question !== "慢") return yield `答：${question}`;
    try {
      for (;;) {
        yield "很长，";
        await sleep(20);
      }
    } finally {
      hungUpAt = performance.now();
    }
  });
  await using stack = await startStack({ env: { BASE_URL: streaming.url } });
  const say = (text: string) => stack.simulator.say({ from: "user00", in: group.id, text });
  await say("慢");
  await expect.poll(() => streaming.calls[0]?.firstPieceAtMs).toBeGreaterThan(0);
  expect(hungUpAt).toBe(0);

  const stoppedAt = performance.now();
  await say("停止");
  await expect.poll(() => hungUpAt, { interval: 10 }).toBeGreaterThan(stoppedAt);
  expect(hungUpAt - stoppedAt).toBeLessThan(1_000);
  const next = await say("快");
  expect((await stack.simulator.waitForReply(next.msgId)).text).toContain("答：快");
  expect(streaming.calls).toHaveLength(2);
});

test("a DingTalk that stays busy costs time, but neither an attempt nor another question to the model", async () => {
  await using stack = await startStack();
  // As many as one run posts before it lets the job wait.
  for (let n = 0; n < 4; n++) stack.simulator.faults.webhookQueue.push({ kind: "errcode", errcode: -1 });
  const asked = await stack.simulator.say({ from: "user01", in: group.id, text: "忙吗" });
  const later = await stack.simulator.say({ from: "user01", in: group.id, text: "后来" });
  const reply = await stack.simulator.waitForReply(
    (delivery) => delivery.shown && delivery.text.includes("忙吗"),
    30_000,
  );
  expect(reply.text).toContain("答：忙吗");
  await stack.simulator.waitForReply(later.msgId);
  expect(asked.status).toBe(200);
  expect(stack.model.calls.map((call) => call.question)).toEqual(["忙吗", "后来"]);
  expect(stack.workers[0]?.output()).toMatch(/"to":"delayed"[^\n]*"msg":"job let go"/);
  const [id = ""] = await stack.redis.zrange("dinglane:{0}:chat:completed", 0, "0");
  expect(await stack.redis.hget(`dinglane:{0}:chat:${id}`, "atm")).toBe("1");
});

test("a worker frozen for longer than its lock answers nothing when it thaws", async () => {
  const asked = Promise.withResolvers<void>();
  const answers = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let calls = 0;
  await using stack = await startStack({
    async answer() {
      const call = calls++;
      asked.resolve();
      await answers[call]?.promise;
      return { content: `第 ${call + 1} 次` };
    },
  });
  const question = await stack.simulator.say({ from: "user02", in: group.id, text: "冻住" });
  await asked.promise;
  const [frozen] = stack.workers;
  frozen?.signal("SIGSTOP");
  const frozenAt = performance.now();
  await stack.startWorker();
  await expect.poll(() => calls, { timeout: 20_000, interval: 50 }).toBe(2);
  // Lock (8 s) and check (3 s), and some slack.
  expect(performance.now() - frozenAt).toBeLessThan(15_000);
  answers[0]?.resolve();
  frozen?.signal("SIGCONT");
  await expect.poll(() => frozen?.output(), { timeout: 10_000 }).toContain("lock lost");
  answers[1]?.resolve();
  expect((await stack.simulator.waitForReply(question.msgId)).text).toContain("第 2 次");
  const next = await stack.simulator.say({ from: "user02", in: group.id, text: "再来" });
  await stack.simulator.waitForReply(next.msgId);
  expect(stack.simulator.deliveries).toHaveLength(2);
});
