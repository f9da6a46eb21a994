import { setTimeout as sleep } from "node:timers/promises";
import type { GatewayFault } from "@dinglane/simulator";
import { expect, inject, test } from "vitest";
import { note } from "./faults/note.ts";
import { createRandom } from "./faults/random.ts";
import { leftovers } from "./faults/shard.ts";
import { group, people, startStack, type Stack } from "./start-stack.ts";

const CONNECTIONS_PER_PROCESS = 2;
const MESSAGES = 500;
/** The last of them are said while nothing is broken: what an acknowledgement takes when Redis is well. */
const CALM_MESSAGES = 100;
const SAY_EVERY_MS = 12;
/** While things break, so slowly that connections have time to come back, and to be broken again. */
const SAY_AMID_FAULTS_EVERY_MS = 40;
/** DingTalk waits so long. */
const ACK_WINDOW_MS = 3_000;
const CALM_ACK_WITHIN_MS = 1_000;

const shownFor = (stack: Stack, msgId: string): number =>
  stack.simulator.deliveries.filter((delivery) => delivery.shown && delivery.msgId === msgId).length;

const quantile = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);

const countBy = (words: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(words)].map((word) => [word, words.filter((each) => each === word).length]));

test("500 messages over 2 processes with 2 connections each, while everything that can break breaks", async ({
  annotate,
}) => {
  const { seed } = inject("faultRun");
  const where = `--sequence.seed=${seed}`;
  const random = createRandom(seed);
  await using stack = await startStack({
    mode: "stream",
    ingresses: 2,
    workers: 2,
    simulator: { ackWindowMs: ACK_WINDOW_MS, random: () => random.next() },
    // After an outage much comes at once: no bound is to refuse it here.
    env: { RATE_LIMIT_PER_MINUTE: "0", LANE_LIMIT: "100" },
  });
  const { simulator } = stack;
  const { stream } = simulator;
  await stream.waitForConnections(2 * CONNECTIONS_PER_PROCESS);
  simulator.faults.redelivery = { times: 1, delayMs: 250 };
  Object.assign(simulator.faults.stream, {
    redelivery: { times: 100, delayMs: 400 },
    duplicates: 100,
    dropAcks: 30,
  });

  const said: Promise<{ msgId: string }>[] = [];
  const say = (nth: number): void => {
    const from = people[nth % 50]?.id ?? "";
    said.push(simulator.say({ from, in: nth % 3 === 0 ? "private" : group.id, text: `问题 ${nth}` }));
  };
  const cut = (): void => {
    if (stream.connections().length > 0) stream.cut();
  };
  // Each of the gateway's moods is met by somebody who has just lost a connection.
  const moods = new Map<number, GatewayFault | undefined>([
    // Twice, since a third 401 in a row would mean a minute's rest: that is the next test.
    [20, { kind: "status", status: 401, times: 2 }],
    [130, { kind: "status", status: 500 }],
    [180, undefined],
    [240, { kind: "hang" }],
    [280, undefined],
  ]);
  const breakSomething = (nth: number): void => {
    const chance = random.next();
    if (chance < 0.01) cut();
    else if (chance < 0.02 && stream.connections().length > 0) stream.disconnect();
    if (!moods.has(nth)) return;
    simulator.faults.stream.gateway = moods.get(nth);
    cut();
  };
  for (let nth = 0; nth < MESSAGES - CALM_MESSAGES; nth += 1) {
    say(nth);
    breakSomething(nth);
    await sleep(SAY_AMID_FAULTS_EVERY_MS);
  }
  simulator.faults.stream.gateway = undefined;
  await stream.waitForConnections(2 * CONNECTIONS_PER_PROCESS, { timeoutMs: 60_000 });
  const calmFromMs = Date.now();
  for (let nth = MESSAGES - CALM_MESSAGES; nth < MESSAGES; nth += 1) {
    say(nth);
    await sleep(SAY_EVERY_MS);
  }
  const ids = (await Promise.all(said)).map(({ msgId }) => msgId);

  const isAcked = (msgId: string): boolean =>
    stream.pushes.some((push) => push.msgId === msgId && push.code === 200);
  await expect.poll(() => ids.filter((id) => !isAcked(id)), { timeout: 60_000, message: where }).toEqual([]);
  await expect
    .poll(() => ids.filter((id) => shownFor(stack, id) === 0), { timeout: 60_000, message: where })
    .toEqual([]);
  // Every repetition that is still to come finds the message answered.
  await expect.poll(() => stream.pushes.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(2 * MESSAGES);
  await expect.poll(() => leftovers(stack), { timeout: 20_000, message: where }).toEqual([]);
  expect(
    ids.filter((id) => shownFor(stack, id) !== 1),
    where,
  ).toEqual([]);
  expect(stack.model.calls, where).toHaveLength(MESSAGES);

  expect(
    stream.pushes.filter(({ outcome }) => outcome === "no-ack"),
    where,
  ).toEqual([]);
  const sorted = (fromMs: number): number[] =>
    stream.pushes
      .filter(({ atMs }) => atMs >= fromMs)
      .flatMap(({ ackMs }) => ackMs ?? [])
      .toSorted((a, b) => a - b);
  const [all, calm] = [sorted(0), sorted(calmFromMs)];
  await note(annotate, {
    ackMs: { p50: quantile(all, 0.5), p99: quantile(all, 0.99), p100: quantile(all, 1) },
    calmAckMs: { p50: quantile(calm, 0.5), p99: quantile(calm, 0.99), p100: quantile(calm, 1) },
    pushes: countBy(stream.pushes.map(({ outcome }) => outcome)),
    opens: countBy(stream.opens.map(({ status }) => String(status))),
  });
  // A machine that is busy with something else may hold up one of them, but not one in twenty.
  expect(quantile(calm, 0.95), where).toBeLessThan(CALM_ACK_WITHIN_MS);
});

test.concurrent.for<[string, GatewayFault, number]>([
  ["500", { kind: "status", status: 500 }, 4],
  ["401", { kind: "status", status: 401 }, 3],
  ["nothing", { kind: "hang" }, 3],
])(
  "while the gateway answers %s, a process asks it at most 10 times in 30 s; then it is back by itself",
  async ([, fault, least], { expect: check, annotate }) => {
    await using stack = await startStack({ mode: "stream" });
    const { stream } = stack.simulator;
    await stream.waitForConnections(CONNECTIONS_PER_PROCESS);
    stack.simulator.faults.stream.gateway = fault;
    const before = stream.opens.length;
    for (const { id } of stream.connections()) stream.cut(id);
    await sleep(30_000);
    const opens = stream.opens.length - before;
    await note(annotate, { opensIn30s: opens });
    check(opens).toBeGreaterThanOrEqual(least);
    check(opens).toBeLessThanOrEqual(10);
    stack.simulator.faults.stream.gateway = undefined;
    // Whose credentials were refused three times is asked for once a minute.
    await stream.waitForConnections(CONNECTIONS_PER_PROCESS, { timeoutMs: 75_000 });
    const asked = await stack.simulator.say({ from: "user03", in: "private", text: "回来了吗" });
    check((await stack.simulator.waitForReply(asked.msgId, 20_000)).text).toContain("回来了吗");
  },
);
