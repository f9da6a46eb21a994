import { setTimeout as sleep } from "node:timers/promises";
import { expect, inject, test } from "vitest";
import { startLoad } from "./faults/load.ts";
import { answerTo, outcomesOf, waitForOutcomes } from "./faults/outcomes.ts";
import { createRandom } from "./faults/random.ts";
import { leftovers } from "./faults/shard.ts";
import { group, startStack } from "./start-stack.ts";

const UNBOUNDED = { LANE_LIMIT: "1000", RATE_LIMIT_PER_MINUTE: "0" };
const SHUTDOWN_S = 4;
/** What a loaded machine takes to end a process. Less than the lock of a dead worker (8 s) lives. */
const SLACK_MS = 3_000;

test("a rolling restart of everything under load loses nothing and repeats nothing, not even a completion", async () => {
  const { seed, rollingRestarts } = inject("faultRun");
  const where = `--sequence.seed=${seed}`;
  const random = createRandom(seed);
  await using stack = await startStack({
    ingresses: 2,
    workers: 3,
    env: UNBOUNDED,
    async answer({ question }) {
      await sleep(random.next() * 1_500);
      return { content: answerTo(question) };
    },
  });
  let ingresses = [...stack.ingresses];
  let workers = [...stack.workers];
  const load = startLoad({ stack, ingresses: () => ingresses, users: 40, perSecond: 35, random });

  for (let time = 0; time < rollingRestarts; time += 1) {
    for (const old of [...workers, ...ingresses]) {
      await load.acknowledged(20 + random.below(20));
      const next = await stack.start(old.name === "ingress" ? "ingress" : "chat-worker");
      if (old.name === "ingress") ingresses = [...ingresses.filter((each) => each !== old), next];
      else workers = [...workers.filter((each) => each !== old), next];
      expect(await old.end("SIGTERM"), `${old.name}\n${old.output()}`).toBe(0);
    }
  }
  await load.stop();

  expect(await waitForOutcomes(stack, load.said), where).toEqual([]);
  await expect.poll(() => leftovers(stack), { timeout: 10_000, message: where }).toEqual([]);
  expect(outcomesOf(stack, load.said), where).toEqual({
    silent: [],
    repeated: [],
    outOfOrder: [],
    wrong: [],
  });
  expect(stack.model.calls.length, where).toBe(load.said.length);
});

test("what outlasts the time to stop is handed back in its place, and answered once by another", async () => {
  const neverMind = Promise.withResolvers<void>();
  let asked = 0;
  await using stack = await startStack({
    env: { ...UNBOUNDED, SHUTDOWN_TIMEOUT: String(SHUTDOWN_S) },
    async answer({ question }) {
      if (question === "慢" && (asked += 1) === 1) await neverMind.promise;
      return { content: `答：${question}` };
    },
  });
  const slow = await stack.simulator.say({ from: "user00", in: group.id, text: "慢" });
  const behind = await stack.simulator.say({ from: "user00", in: group.id, text: "后面的" });
  await expect.poll(() => asked, { timeout: 10_000 }).toBe(1);
  await stack.startWorker();
  const startedAt = performance.now();
  expect(await stack.workers[0]?.end("SIGTERM")).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(SHUTDOWN_S * 1_000 + SLACK_MS);
  // No lock has to run out first.
  await stack.simulator.waitForReply(behind.msgId, 3_000);
  const shown = stack.simulator.deliveries.filter((delivery) => delivery.shown);
  expect(shown.map(({ msgId }) => msgId)).toEqual([slow.msgId, behind.msgId]);
  expect(shown.map(({ text }) => /答：\S*/.exec(text)?.[0])).toEqual(["答：慢", "答：后面的"]);
  neverMind.resolve();
});
