import { openPrivateRedis } from "@dinglane/test-redis";
import { expect, test } from "vitest";
import { group, people, robot, secretsOf, startStack, type Stack } from "./start-stack.ts";

const CONNECTIONS_PER_PROCESS = 2;

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

/** A delay that is what is tested: how often, or how little, something happens meanwhile. */
const observe = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

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
  const told = stack.simulator.deliveries.filter(({ text }) => text.includes("@staff-user01"));
  expect(told).toHaveLength(1);
  expect(stack.simulator.deliveries).toHaveLength(2);
});

test("500 messages over 2 processes with 2 connections each: cuts, a failing gateway, redelivery, duplicates, lost acks", async () => {
  await using stack = await startStack({
    mode: "stream",
    ingresses: 2,
    workers: 2,
    simulator: { ackWindowMs: 1_500 },
    // After an outage much comes at once: no bound is to refuse it here.
    env: { RATE_LIMIT_PER_MINUTE: "0", LANE_LIMIT: "100" },
  });
  const { simulator } = stack;
  await simulator.stream.waitForConnections(2 * CONNECTIONS_PER_PROCESS);
  simulator.faults.redelivery = { times: 1, delayMs: 250 };
  simulator.faults.stream = Object.assign(simulator.faults.stream, {
    redelivery: { times: 40, delayMs: 400 },
    duplicates: 100,
    dropAcks: 30,
  });

  const said: Promise<{ msgId: string }>[] = [];
  for (let nth = 0; nth < 500; nth += 1) {
    const from = people[nth % 50]?.id ?? "";
    said.push(simulator.say({ from, in: nth % 3 === 0 ? "private" : group.id, text: `问题 ${nth}` }));
    if (nth % 20 === 10 && simulator.stream.connections().length > 0) simulator.stream.cut();
    if (nth % 50 === 25 && simulator.stream.connections().length > 0) simulator.stream.disconnect();
    if (nth === 100) simulator.faults.stream.gateway = { kind: "status", status: 500 };
    if (nth === 200) simulator.faults.stream.gateway = { kind: "hang" };
    if (nth === 150 || nth === 250) simulator.faults.stream.gateway = undefined;
    await observe(12);
  }
  const ids = (await Promise.all(said)).map(({ msgId }) => msgId);
  const isAcked = (msgId: string): boolean =>
    simulator.stream.pushes.some((push) => push.msgId === msgId && push.code === 200);
  await expect.poll(() => ids.filter((id) => !isAcked(id)), { timeout: 30_000 }).toEqual([]);
  await expect
    .poll(() => ids.filter((id) => shownFor(stack, id).length === 0), { timeout: 30_000 })
    .toEqual([]);
  // Every repetition that is still to come finds the message answered.
  await expect.poll(() => simulator.stream.pushes.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(1_000);
  await observe(500);
  expect(ids.filter((id) => shownFor(stack, id).length !== 1)).toEqual([]);
  expect(stack.model.calls).toHaveLength(500);

  const acks = simulator.stream.pushes.flatMap(({ ackMs }) => ackMs ?? []).toSorted((a, b) => a - b);
  expect(acks.at(-1)).toBeLessThan(1_000);
  expect(simulator.stream.pushes.filter(({ outcome }) => outcome === "no-ack")).toEqual([]);
  await simulator.stream.waitForConnections(2 * CONNECTIONS_PER_PROCESS, { timeoutMs: 30_000 });
  expect(simulator.stream.opens.length).toBeLessThan(100);
});

test("while the gateway refuses, a process asks it at most 10 times in 30 s; then it is back by itself", async () => {
  await using stack = await startStack({ mode: "stream" });
  const { stream } = stack.simulator;
  await stream.waitForConnections(CONNECTIONS_PER_PROCESS);
  stack.simulator.faults.stream.gateway = { kind: "status", status: 500 };
  const before = stream.opens.length;
  for (const { id } of stream.connections()) stream.cut(id);
  await observe(30_000);
  const opens = stream.opens.length - before;
  expect(opens).toBeGreaterThanOrEqual(4);
  expect(opens).toBeLessThanOrEqual(10);
  stack.simulator.faults.stream.gateway = undefined;
  await stream.waitForConnections(CONNECTIONS_PER_PROCESS, { timeoutMs: 20_000 });
  const asked = await stack.simulator.say({ from: "user03", in: "private", text: "回来了吗" });
  expect((await stack.simulator.waitForReply(asked.msgId)).text).toContain("回来了吗");
});

test("one robot's bad credentials are told once, and the other robot never notices; a dead peer is found", async () => {
  const second = { clientId: "dingrobot0002", clientSecret: "the-true-secret", name: "小蓝" };
  await using stack = await startStack({
    mode: "stream",
    simulator: { robots: [robot, second] },
    env: {
      DINGTALK_CREDENTIALS: `${second.clientId}:not-the-true-secret,${robot.clientId}:${robot.clientSecret}`,
    },
  });
  const { stream } = stack.simulator;
  await stream.waitForConnections(CONNECTIONS_PER_PROCESS, { robot: robot.clientId });
  await expect
    .poll(() => metric(stack, "dinglane_stream_connections", second.clientId, 'state="refused"'), {
      timeout: 10_000,
    })
    .toBe(CONNECTIONS_PER_PROCESS);
  const asked = await stack.simulator.say({ from: "user04", in: group.id, text: "在吗" });
  expect((await stack.simulator.waitForReply(asked.msgId)).text).toContain("在吗");

  // Meanwhile one of the good robot's connections dies without a word: found, and replaced, within 20 s.
  const [silent] = stream.connections(robot.clientId);
  stream.blackHole(silent?.id);
  // The simulator, deaf on that one, does not hear of its end: hence one more.
  await stream.waitForConnections(CONNECTIONS_PER_PROCESS + 1, { robot: robot.clientId, timeoutMs: 20_000 });
  expect(stack.ingress.output()).toContain("stream connection is dead");
  expect(stream.opens.filter((open) => open.robot === second.clientId)).toHaveLength(3);
  expect(stack.ingress.output().match(/DingTalk refuses this robot's credentials/g)).toHaveLength(1);
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
    expect(asked.durationMs).toBeLessThan(2_500);
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
