import { openPrivateRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { group, people, robot, secretsOf, startStack, type Stack } from "./start-stack.ts";

const CONNECTIONS_PER_PROCESS = 2;
/** design.md: Redis unable to take the message is a 500 within 2 s. */
const REFUSED_WITHIN_MS = 2_000;

const shownFor = (stack: Stack, msgId: string): string[] =>
  stack.simulator.deliveries
    .filter((delivery) => delivery.shown && delivery.msgId === msgId)
    .map(({ text }) => text);

const metric = async (stack: Stack, name: string, ...labels: string[]): Promise<number | undefined> => {
  const text = await (await fetch(`${stack.ingress.url}/metrics`)).text();
  const line = text
    .split("\n")
    .find((each) => each.startsWith(name) && labels.every((label) => each.includes(label)));
  return line === undefined ? undefined : Number(line.split(" ").at(-1));
};

test("a message comes down a connection, is acknowledged with 200 and answered by sessionWebhook", async () => {
  await using stack = await startStack({ mode: "stream" });
  await stack.simulator.stream.waitForConnections(CONNECTIONS_PER_PROCESS);
  const asked = await stack.simulator.say({ from: "user00", in: group.id, text: "你好" });
  expect(asked).toMatchObject({ via: "stream", status: 200, body: { response: null } });
  const delivery = await stack.simulator.waitForReply(asked.msgId);
  expect(delivery).toMatchObject({
    via: "webhook",
    text: expect.stringMatching(/^答：你好[\s\S]*@staff-user00$/),
  });
  expect(await stack.simulator.stream.ping()).toBe(true);

  const callback = await stack.simulator.say({ from: "user00", in: group.id, text: "你好", via: "http" });
  expect(callback.outcome).toBe("unreachable");
  expect((await fetch(`${stack.ingress.url}/dingtalk/callback`, { method: "POST" })).status).toBe(404);
  expect(await metric(stack, "dinglane_stream_connections", robot.clientId, 'state="live"')).toBe(2);

  expect(await stack.ingress.end("SIGTERM")).toBe(0);
  await stack.simulator.stream.waitForConnections(0);
  for (const secret of [...secretsOf(), "ticket"]) expect(stack.output()).not.toContain(secret);
});

test("a refusal is acknowledged, and told to one person once a minute whichever process got it", async () => {
  await using stack = await startStack({ mode: "stream", ingresses: 2, env: { SENSITIVE_WORDS: "赌博" } });
  await stack.simulator.stream.waitForConnections(2 * CONNECTIONS_PER_PROCESS);
  const say = async (from: string): Promise<string> => {
    const asked = await stack.simulator.say({ from, in: group.id, text: "赌博吗" });
    expect(asked.status).toBe(200);
    return asked.msgId;
  };
  for (let nth = 0; nth < 5; nth += 1) await say("user01");
  const other = await say("user02");
  expect((await stack.simulator.waitForReply(other)).text).toMatch(/敏感词[\s\S]*@staff-user02$/);
  for (const ingress of stack.ingresses) expect(await ingress.end("SIGTERM")).toBe(0);
  // DingTalk counts what ingress says as it counts answers.
  const month = (await stack.redis.keys("dinglane:{0}:spent:*"))[0] ?? "";
  expect(await stack.redis.hget(month, "webhook")).toBe("2");
  const told = stack.simulator.deliveries.filter(({ text }) => text.includes("@staff-user01"));
  expect(told).toHaveLength(1);
  expect(stack.simulator.deliveries).toHaveLength(2);
});

test("one robot's bad credentials are told once, and the other robot never notices; a dead peer is found", async () => {
  const second = { clientId: "dingrobot0002", clientSecret: "the-true-secret", name: "小蓝" };
  const credentials = `${second.clientId}:not-the-true-secret,${robot.clientId}:${robot.clientSecret}`;
  await using stack = await startStack({
    mode: "stream",
    simulator: { robots: [robot, second] },
    env: { DINGTALK_CREDENTIALS: credentials },
  });
  const { stream } = stack.simulator;
  await stream.waitForConnections(CONNECTIONS_PER_PROCESS, { robot: robot.clientId });
  await expect
    .poll(() => metric(stack, "dinglane_stream_connections", second.clientId, 'state="refused"'), {
      timeout: 10_000,
    })
    .toBe(CONNECTIONS_PER_PROCESS);
  const asked = await Promise.all(
    people
      .slice(0, 20)
      .map(async ({ id }) => stack.simulator.say({ from: id, in: group.id, text: `${id} 在吗` })),
  );
  for (const { msgId, status } of asked) {
    expect(status).toBe(200);
    expect((await stack.simulator.waitForReply(msgId, 20_000)).text).toContain("在吗");
  }
  expect(asked.filter(({ msgId }) => shownFor(stack, msgId).length !== 1)).toEqual([]);

  // Meanwhile one of the good robot's connections dies without a word: found, and replaced, within 20 s.
  const [silent] = stream.connections(robot.clientId);
  stream.blackHole(silent?.id);
  // The simulator, deaf on that one, does not hear of its end: hence one more.
  await stream.waitForConnections(CONNECTIONS_PER_PROCESS + 1, { robot: robot.clientId, timeoutMs: 30_000 });
  expect(stack.ingress.output()).toContain("stream connection is dead");
  expect(stream.opens.filter((open) => open.robot === second.clientId)).toHaveLength(3);
  expect(stack.ingress.output().match(/DingTalk refuses this robot's credentials/g)).toHaveLength(1);
  // Of the refused robot there is little more to read than that.
  const lines = stack.output().split("\n");
  expect(lines.filter((line) => line.includes(second.clientId)).length).toBeLessThanOrEqual(5);
  expect((await fetch(`${stack.ingress.url}/readyz`)).status).toBe(200);
  expect(stack.output()).not.toContain("not-the-true-secret");
});

test("while Redis is away a message is acknowledged with 500, and a conversation told once", async () => {
  await using redis = await openPrivateRedis();
  await using stack = await startStack({
    mode: "stream",
    workers: 0,
    env: { REDIS_URL: redis.url },
  });
  await stack.simulator.stream.waitForConnections(CONNECTIONS_PER_PROCESS);
  await redis.kill();
  const say = async (from: string, where: string) => stack.simulator.say({ from, in: where, text: "在吗" });
  for (const from of ["user05", "user05", "user06"]) {
    const asked = await say(from, group.id);
    expect(asked).toMatchObject({ via: "stream", outcome: "answered", status: 500 });
    expect(asked.durationMs).toBeLessThan(REFUSED_WITHIN_MS);
  }
  const elsewhere = await say("user05", "private");
  expect((await stack.simulator.waitForReply(elsewhere.msgId)).text).toContain("没有收下");
  expect(stack.simulator.deliveries.map(({ text }) => text.includes("没有收下"))).toEqual([true, true]);

  // Pushed again, as DingTalk may do, it is answered.
  await redis.start();
  await expect
    .poll(async () => (await stack.simulator.redeliver(elsewhere.msgId)).status, { timeout: 10_000 })
    .toBe(200);
  await stack.startWorker();
  await expect.poll(() => shownFor(stack, elsewhere.msgId), { timeout: 10_000 }).toHaveLength(2);
  expect(shownFor(stack, elsewhere.msgId).at(-1)).toContain("答：在吗");
});
