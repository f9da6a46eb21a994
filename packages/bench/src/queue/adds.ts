import type { BenchRedis } from "../measure/bench-redis.ts";
import { median, pairRatios, range } from "../measure/statistics.ts";
import type { Plan } from "../plan.ts";
import type { Section } from "../report.ts";
import { type Adder, addAll, type Bounds, openAdder } from "./adders.ts";
import { type BenchMessage, interleaved } from "./message.ts";
import { QUEUE_KINDS, type QueueKind } from "./queue-kind.ts";

interface Round {
  perSecond: number;
  redisMicros: number;
  nodeMicros: number;
}

interface Slice {
  seconds: number;
  redisSeconds: number;
  nodeSeconds: number;
}

/** The two sides take turns every so many adds, a fraction of a second: a pause of the machine meets both. */
const SLICE = 1_000;

/** How fast messages get in, by plain BullMQ and by lanes, with nobody who works them off. */
export async function measureAdds(
  redis: BenchRedis,
  plan: Plan["queue"],
  say: (line: string) => void,
): Promise<Section> {
  return {
    title: "Concurrent adds",
    note: `One process, 64 adds under way; plain and lanes take turns every ${SLICE} adds. Bounds never refuse.`,
    columns: [
      "bounds of lanes",
      "plain/s",
      "lanes/s",
      "ratio",
      "range",
      "redis µs plain",
      "redis µs lanes",
      "node µs plain",
      "node µs lanes",
    ],
    rows: [await measureWith(redis, plan, "default", say), await measureWith(redis, plan, "all", say)],
  };
}

async function measureWith(
  redis: BenchRedis,
  { rounds, messages, users }: Plan["queue"],
  bounds: Bounds,
  say: (line: string) => void,
): Promise<Section["rows"][number]> {
  say(`adds: ${bounds} bounds`);
  const load = interleaved(users, Math.round(messages / users));
  const results: Record<QueueKind, Round[]> = { plain: [], lanes: [] };
  // The first is for V8 alone.
  for (let round = 0; round <= rounds; round += 1) {
    const measured = await measureRound(redis, load, bounds);
    if (round > 0) for (const kind of QUEUE_KINDS) results[kind].push(measured[kind]);
  }
  const of = (kind: QueueKind, field: keyof Round): number[] => results[kind].map((round) => round[field]);
  const medians = (field: keyof Round): number[] => QUEUE_KINDS.map((kind) => median(of(kind, field)));
  const ratios = pairRatios(of("lanes", "perSecond"), of("plain", "perSecond"));
  return [
    bounds,
    ...medians("perSecond"),
    median(ratios),
    range(ratios),
    ...medians("redisMicros"),
    ...medians("nodeMicros"),
  ];
}

async function measureRound(
  redis: BenchRedis,
  load: readonly BenchMessage[],
  bounds: Bounds,
): Promise<Record<QueueKind, Round>> {
  await redis.clear();
  await using plain = await openAdder("plain", redis.redis);
  await using lanes = await openAdder("lanes", redis.redis, bounds);
  const adders = { plain, lanes };
  const slices: Record<QueueKind, Slice[]> = { plain: [], lanes: [] };
  let turns = QUEUE_KINDS;
  for (let from = 0; from < load.length; from += SLICE) {
    const messages = load.slice(from, from + SLICE);
    for (const kind of turns) slices[kind].push(await measureSlice(redis, adders[kind], messages));
    turns = turns.toReversed();
  }
  return { plain: roundOf(slices.plain, load.length), lanes: roundOf(slices.lanes, load.length) };
}

async function measureSlice(
  redis: BenchRedis,
  adder: Adder,
  messages: readonly BenchMessage[],
): Promise<Slice> {
  const before = await redis.usage();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await addAll(adder, messages);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const redisSeconds = (await redis.usage()).cpuSeconds - before.cpuSeconds;
  return { seconds, redisSeconds, nodeSeconds: (user + system) / 1e6 };
}

function roundOf(slices: readonly Slice[], messages: number): Round {
  const sum = (field: keyof Slice): number => slices.reduce((total, slice) => total + slice[field], 0);
  return {
    perSecond: messages / sum("seconds"),
    redisMicros: (sum("redisSeconds") * 1e6) / messages,
    nodeMicros: (sum("nodeSeconds") * 1e6) / messages,
  };
}
