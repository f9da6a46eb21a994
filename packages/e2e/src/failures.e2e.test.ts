import { expect, test } from "vitest";
import { group, startStack, type Stack } from "./start-stack.ts";

const failedJobs = (stack: Stack): Promise<string[]> =>
  stack.redis.zrange("dinglane:{0}:chat:failed", 0, "-1");

test("what may pass is tried three times; then one apology, and the job stays as failed", async () => {
  await using stack = await startStack({
    answer: () => ({ error: { message: "upstream detail 10.1.2.3", type: "server_error" }, status: 500 }),
  });
  const asked = await stack.simulator.say({ from: "user00", in: group.id, text: "在吗" });
  const delivery = await stack.simulator.waitForReply(asked.msgId, 20_000);
  expect(delivery.text).toContain("抱歉");
  expect(delivery.text).toContain("@staff-user00");
  expect(delivery.text).not.toMatch(/upstream|10\.1\.2\.3|500|Error/);
  expect(stack.model.calls).toHaveLength(3);
  await expect.poll(() => failedJobs(stack)).toHaveLength(1);

  const again = await stack.simulator.say({ from: "user00", in: group.id, text: "还在吗" });
  await stack.simulator.waitForReply(again.msgId, 20_000);
  expect(stack.simulator.deliveries).toHaveLength(2);
});

test("what cannot pass is tried once, and the lane goes on", async () => {
  await using stack = await startStack({
    answer: (call) =>
      call.question === "坏"
        ? {
            error: { message: "no such key", type: "invalid_request_error", code: "invalid_api_key" },
            status: 401,
          }
        : { content: "好的" },
  });
  const bad = await stack.simulator.say({ from: "user01", in: group.id, text: "坏" });
  const good = await stack.simulator.say({ from: "user01", in: group.id, text: "好" });
  expect((await stack.simulator.waitForReply(bad.msgId, 10_000)).text).toContain("管理员");
  expect((await stack.simulator.waitForReply(good.msgId, 10_000)).text).toContain("好的");
  expect(stack.model.calls.filter((call) => call.question === "坏")).toHaveLength(1);
});

test("a worker killed in the middle of an answer: another one answers, once", async () => {
  const asked = Promise.withResolvers<void>();
  let first = true;
  await using stack = await startStack({
    workers: 2,
    async answer() {
      if (!first) return { content: "第二次想好了" };
      first = false;
      asked.resolve();
      await new Promise(() => {});
      return { content: "never" };
    },
  });
  const question = await stack.simulator.say({ from: "user02", in: group.id, text: "想很久的问题" });
  await asked.promise;
  const [id = ""] = await stack.redis.lrange("dinglane:{0}:chat:active", 0, -1);
  expect(id).not.toBe("");
  for (const worker of stack.workers) await worker.end("SIGKILL");
  const killedAt = performance.now();
  await stack.startWorker();
  const delivery = await stack.simulator.waitForReply(question.msgId, 30_000);
  // The lock of a dead worker lives 8 s, and is looked for every 3 s.
  expect(performance.now() - killedAt).toBeLessThan(15_000);
  expect(delivery.text).toContain("第二次想好了");
  expect(stack.simulator.deliveries).toHaveLength(1);
});

test("SIGTERM lets a running answer finish and exits 0", async () => {
  const release = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await using stack = await startStack({
    async answer() {
      asked.resolve();
      await release.promise;
      return { content: "最后一句" };
    },
  });
  const question = await stack.simulator.say({ from: "user03", in: group.id, text: "再答一个" });
  await asked.promise;
  const ended = stack.workers[0]?.end("SIGTERM");
  release.resolve();
  expect(await ended).toBe(0);
  expect((await stack.simulator.waitForReply(question.msgId)).text).toContain("最后一句");
});

test("a send that DingTalk was too busy for is repeated; one whose answer was lost is repeated once", async () => {
  await using stack = await startStack();
  stack.simulator.faults.webhookQueue.push({ kind: "errcode", errcode: -1 });
  const busy = await stack.simulator.say({ from: "user04", in: group.id, text: "忙" });
  await stack.simulator.waitForReply((delivery) => delivery.shown && delivery.text.includes("忙"));
  expect(busy.status).toBe(200);

  stack.simulator.faults.webhookQueue.push({ kind: "lost" }, { kind: "lost" }, { kind: "lost" });
  await stack.simulator.say({ from: "user04", in: group.id, text: "丢" });
  const next = await stack.simulator.say({ from: "user04", in: group.id, text: "后" });
  await stack.simulator.waitForReply(next.msgId, 20_000);
  const lost = stack.simulator.deliveries.filter((delivery) => delivery.text.includes("丢"));
  expect(lost).toHaveLength(2);
  expect(stack.model.calls.map((call) => call.question)).toEqual(["忙", "丢", "后"]);
  // Both posts of the one, and the first of the other.
  const metrics = async (): Promise<string> => (await fetch(`${stack.workers[0]?.url}/metrics`)).text();
  await expect.poll(metrics).toMatch(/^dinglane_unknown_sends_total(\{[^}]*\})? 3$/m);
});
