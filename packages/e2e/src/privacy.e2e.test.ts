import { expect, test } from "vitest";
import { group, secretsOf, startStack } from "./start-stack.ts";

test("no secret, no sessionWebhook and nobody's words are printed at info, whatever happens", async () => {
  let failing = false;
  await using stack = await startStack({
    answer: () =>
      failing
        ? { error: { message: "提问者的秘密问题 echoed upstream", type: "server_error" }, status: 500 }
        : { content: "回答里的秘密内容" },
  });
  const say = async (text: string): Promise<void> => {
    const asked = await stack.simulator.say({ from: "user11", in: group.id, text });
    await stack.simulator.waitForReply(asked.msgId, 20_000);
  };
  await say("提问者的秘密问题");
  await say("串聊");
  await say("长".repeat(300_000));
  stack.simulator.faults.webhookQueue.push({ kind: "lost" }, { kind: "errcode", errcode: 430104 });
  await say("提问者的秘密问题");
  failing = true;
  await say("提问者的秘密问题");

  const output = stack.output();
  expect(output.split("\n").length).toBeGreaterThan(5);
  const webhooks = stack.simulator.deliveries.flatMap((delivery) => delivery.session ?? []);
  expect(webhooks.length).toBeGreaterThan(0);
  for (const secret of [...secretsOf(), ...webhooks, "秘密", "同事11", "长长长"]) {
    expect(output).not.toContain(secret);
  }

  const jobs = await stack.redis.keys("dinglane:{0}:chat:*");
  const hashes = jobs.filter((key) => key.split(":").length === 4);
  expect(hashes.length).toBeGreaterThan(3);
  for (const key of hashes) {
    if ((await stack.redis.type(key)) !== "hash") continue;
    expect(JSON.stringify(await stack.redis.hgetall(key))).not.toContain("session=");
  }
});
