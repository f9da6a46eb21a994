import { robot, type Stack } from "../start-stack.ts";

const SHARD = "dinglane:{0}";
/** Scores of what is parked begin here, later than any pause: packages/jobs/src/lanes/lane-rules.ts. */
const PARKED_FROM = 9_000_000_000_000_000;

/** Whatever of lanes, queues and debts is left in Redis; nothing once everybody is answered. */
export async function leftovers({ redis }: Stack): Promise<string[]> {
  const lanes = await redis.keys(`${SHARD}:lane:*`);
  const locks = await redis.keys(`${SHARD}:*:lock`);
  const names = [
    "chat:active",
    "chat:wait",
    "chat:prioritized",
    "chat:delayed",
    "lanes:backlog:chat",
    "debts",
  ];
  const keys = names.map((name) => `${SHARD}:${name}`);
  const left = await Promise.all(keys.map(async (key) => ((await redis.exists(key)) === 1 ? [key] : [])));
  return [...lanes, ...locks, ...left.flat()];
}

/** How many messages wait behind another of their lane. */
export async function parked({ redis }: Stack): Promise<number> {
  return redis.zcount(`${SHARD}:chat:delayed`, PARKED_FROM, "+inf");
}

/** The ids of jobs that wait for their next attempt, soonest first. */
export async function pausing({ redis }: Stack): Promise<string[]> {
  return redis.zrange(`${SHARD}:chat:delayed`, "-inf", `(${PARKED_FROM}`, "BYSCORE");
}

/** What the ledger knows about a message. */
export async function ledgerOf({ redis }: Stack, msgId: string): Promise<Record<string, string>> {
  return redis.hgetall(`${SHARD}:ledger:${robot.clientId}:${msgId}`);
}

/** The id of the job of a message. */
export async function jobIdOf(stack: Stack, msgId: string): Promise<string> {
  return (await ledgerOf(stack, msgId))["job"]?.split(":").at(-1) ?? "";
}

/** Messages that people saw an answer of, but whose ledger does not know it: if their process died, they come again. */
export async function repliesInFlight(stack: Stack, msgIds: readonly string[]): Promise<string[]> {
  const shown = new Set(stack.simulator.deliveries.filter((each) => each.shown).map((each) => each.msgId));
  const candidates = msgIds.filter((msgId) => shown.has(msgId));
  const entries = await Promise.all(candidates.map((msgId) => ledgerOf(stack, msgId)));
  return candidates.filter((_msgId, index) => entries[index]?.["replied"] === undefined);
}
