import { setTimeout as sleep } from "node:timers/promises";
import { expect, inject, test } from "vitest";
import { startLoad } from "./faults/load.ts";
import { note } from "./faults/note.ts";
import { answerTo, outcomesOf, waitForOutcomes } from "./faults/outcomes.ts";
import { createRandom } from "./faults/random.ts";
import { leftovers, parked, repliesInFlight } from "./faults/shard.ts";
import { people, startStack, type RunningService, type Stack } from "./start-stack.ts";

/** No bound but the lane itself. */
const UNBOUNDED = { LANE_LIMIT: "1000", RATE_LIMIT_PER_MINUTE: "0", CHAT_CONCURRENCY: "10" };
/** Who say three at once, so that what is killed has messages waiting behind the one in hand. */
const HASTY = 10;

/** Who talk only to an ingress that is about to be killed, so that it dies with their messages in hand. */
const UNLUCKY = people.slice(50).filter(({ id }) => id !== "outsider");

interface Kill {
  victim: string;
  /** Messages seen but not yet marked as replied to. */
  inFlight: string[];
  /** Messages that waited behind another of their lane when it died. */
  parked: number;
}

/** Kills one of a fleet, and starts another in its place in the background. */
async function killOne(stack: Stack, fleet: RunningService[], victim: RunningService): Promise<Kill> {
  fleet.splice(fleet.indexOf(victim), 1);
  const respawn = async (): Promise<void> => {
    fleet.push(await stack.start(victim.name === "ingress" ? "ingress" : "chat-worker"));
  };
  const waiting = await parked(stack);
  await victim.end("SIGKILL");
  void respawn();
  // What a killed process had posted is in the simulator's sockets by now, and read before what is asked of it later.
  await (await fetch(stack.simulator.url)).body?.cancel();
  const recent = stack.simulator.deliveries.slice(-500).flatMap(({ msgId }) => msgId ?? []);
  return { victim: victim.name, inFlight: await repliesInFlight(stack, recent), parked: waiting };
}

test("kill -9 of workers and ingresses under load: nothing lost, nothing out of order, nobody in silence", async ({
  annotate,
}) => {
  const { seed, killRounds, messagesPerRound } = inject("faultRun");
  const where = `--sequence.seed=${seed}`;
  const random = createRandom(seed);
  await using stack = await startStack({
    ingresses: 2,
    workers: 3,
    env: UNBOUNDED,
    async answer({ question }) {
      await sleep(random.next() * 150);
      return { content: answerTo(question) };
    },
  });
  const ingresses = [...stack.ingresses];
  const workers = [...stack.workers];
  const load = startLoad({
    stack,
    ingresses: () => ingresses,
    users: 50,
    hasty: HASTY,
    perSecond: 70,
    random,
  });

  const kills: Kill[] = [];
  for (let round = 0; round < killRounds; round += 1) {
    const before = random.below(messagesPerRound);
    await load.acknowledged(before);
    const fleet = random.next() < 0.35 ? ingresses : workers;
    // Somebody must be left.
    await expect.poll(() => fleet.length, { timeout: 30_000, message: where }).toBeGreaterThan(1);
    const victim = random.pick(fleet);
    const unlucky = fleet === ingresses ? UNLUCKY.map(({ id }) => load.say(id, victim)) : [];
    await sleep(random.next() * 20);
    kills.push(await killOne(stack, fleet, victim));
    await Promise.all([...unlucky, load.acknowledged(messagesPerRound - before)]);
  }
  await load.stop();
  expect(load.said.length).toBeGreaterThanOrEqual(killRounds * messagesPerRound);

  expect(await waitForOutcomes(stack, load.said), where).toEqual([]);
  await expect.poll(() => leftovers(stack), { timeout: 30_000, message: where }).toEqual([]);
  const outcomes = outcomesOf(stack, load.said);
  expect(outcomes, where).toMatchObject({ silent: [], outOfOrder: [], wrong: [] });

  const shown = stack.simulator.deliveries.filter((delivery) => delivery.shown);
  const inFlight = new Set(kills.flatMap((kill) => kill.inFlight));
  expect(
    outcomes.repeated.filter((msgId) => !inFlight.has(msgId)),
    where,
  ).toEqual([]);
  expect(shown.length - load.said.length, where).toBeLessThanOrEqual(inFlight.size);
  expect(stack.model.mostAtOncePerUser(), where).toBe(1);

  const waiting = kills.map((kill) => kill.parked);
  expect(Math.max(...waiting), where).toBeGreaterThan(0);
  const killed = (name: string): number => kills.filter(({ victim }) => victim === name).length;
  await note(annotate, {
    said: load.said.length,
    resent: load.said.filter(({ sends }) => sends > 1).length,
    workersKilled: killed("chat-worker"),
    ingressesKilled: killed("ingress"),
    parked: waiting,
    repliesInFlight: inFlight.size,
    repeated: outcomes.repeated.length,
    askedAgain: stack.model.calls.length - load.said.length,
  });
});
