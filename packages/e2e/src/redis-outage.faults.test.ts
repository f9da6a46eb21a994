import { setTimeout as sleep } from "node:timers/promises";
import { openPrivateRedis } from "@dinglane/test-redis";
import { expect, inject, test } from "vitest";
import { sayTo, startLoad } from "./faults/load.ts";
import { note } from "./faults/note.ts";
import { answerTo, outcomesOf, waitForOutcomes } from "./faults/outcomes.ts";
import { createRandom } from "./faults/random.ts";
import { leftovers } from "./faults/shard.ts";
import { startStack } from "./start-stack.ts";

/** design.md: Redis unable to take the job is 503 within 2 s. */
const REFUSED_WITHIN_MS = 2_000;
/** Taking a loaded machine into account; what is proved is that nobody has to be restarted. */
const RETURNED_WITHIN_MS = 15_000;
const UNBOUNDED = { LANE_LIMIT: "1000", RATE_LIMIT_PER_MINUTE: "0" };

test("kill -9 of Redis under load: what was acknowledged is answered once, and all recover by themselves", async ({
  annotate,
}) => {
  const { seed, redisOutagesMs } = inject("faultRun");
  const where = `--sequence.seed=${seed}`;
  const random = createRandom(seed);
  await using redis = await openPrivateRedis();
  await using stack = await startStack({
    redis,
    ingresses: 2,
    workers: 2,
    env: UNBOUNDED,
    async answer({ question }) {
      await sleep(random.next() * 300);
      return { content: answerTo(question) };
    },
  });
  const services = [...stack.ingresses, ...stack.workers];
  const load = startLoad({ stack, ingresses: () => stack.ingresses, users: 40, perSecond: 40, random });

  for (const outageMs of redisOutagesMs) {
    await load.acknowledged(60 + random.below(60));
    await redis.kill();
    const back = sleep(outageMs);
    for (const ingress of stack.ingresses) {
      const refused = await sayTo(stack, ingress, {
        from: "user59",
        text: "在吗",
        msgId: `msg-${outageMs}-away==`,
      });
      expect(refused, where).toMatchObject({ status: 503, body: { msgtype: "markdown" } });
      expect(refused.durationMs, where).toBeLessThan(REFUSED_WITHIN_MS);
      expect((await fetch(`${ingress.url}/readyz`)).status).toBe(503);
      expect((await fetch(`${ingress.url}/healthz`)).status).toBe(200);
    }
    await back;
    await redis.start();
    const startedAt = performance.now();
    await load.acknowledged(1);
    expect(performance.now() - startedAt, "ingress takes messages again").toBeLessThan(RETURNED_WITHIN_MS);
    for (const { url } of services)
      await expect.poll(async () => (await fetch(`${url}/readyz`)).status, { timeout: 10_000 }).toBe(200);
  }
  await load.acknowledged(60);
  await load.stop();

  expect(await waitForOutcomes(stack, load.said), where).toEqual([]);
  await expect.poll(() => leftovers(stack), { timeout: 30_000, message: where }).toEqual([]);
  expect(outcomesOf(stack, load.said), where).toEqual({
    silent: [],
    repeated: [],
    outOfOrder: [],
    wrong: [],
  });
  expect(services.filter((service) => service.exited())).toEqual([]);
  await note(annotate, {
    said: load.said.length,
    resent: load.said.filter(({ sends }) => sends > 1).length,
    askedAgain: stack.model.calls.length - load.said.length,
  });
});

test("Redis gone between a post and its mark, for longer than a lock and a command's patience: the answer is not repeated", async () => {
  await using redis = await openPrivateRedis();
  await using stack = await startStack({ redis });
  stack.simulator.faults.webhook = { kind: "slow", delayMs: 1_500 };
  const { msgId } = await stack.simulator.say({ from: "user00", in: "private", text: "问" });
  // Shown, but not answered yet.
  await stack.simulator.waitForReply(msgId, 10_000);
  await redis.kill();
  await sleep(12_000);
  await redis.start();
  stack.simulator.faults.webhook = undefined;
  await expect.poll(() => leftovers(stack), { timeout: 30_000 }).toEqual([]);
  expect(stack.simulator.deliveries.map(({ text }) => text)).toEqual([expect.stringContaining("答：问")]);
  expect(stack.model.calls).toHaveLength(1);
});
