import type { BenchRedis, RedisUsage } from "../measure/bench-redis.ts";
import { median } from "../measure/statistics.ts";
import type { Plan } from "../plan.ts";
import type { Section } from "../report.ts";
import { addAll, openAdder } from "./adders.ts";
import { type BenchMessage, interleaved, orderViolations } from "./message.ts";
import type { QueueKind } from "./queue-kind.ts";
import type { WorkerFleet } from "./worker-fleet.ts";

interface Scenario {
  label: string;
  messages: BenchMessage[];
  workMs: number;
  workers: number;
}

interface Round {
  addsPerSecond: number;
  jobsPerSecond: number;
  addScripts: number;
  workScripts: number;
  roundTrips: number;
  redisMicros: number;
  nodeMicros: number;
  violations: number;
}

const KINDS: readonly QueueKind[] = ["plain", "lanes"];

/** Plain BullMQ and lanes in turn over every shape of load: how fast messages get in, and how fast they get done. */
export async function measureThroughput(
  redis: BenchRedis,
  fleet: WorkerFleet,
  plan: Plan["queue"],
  say: (line: string) => void,
): Promise<Section[]> {
  const work: Section["rows"][number][] = [];
  const adds: Record<QueueKind, number[]> = { plain: [], lanes: [] };
  const addRatios: number[] = [];
  for (const scenario of scenariosOf(plan)) {
    say(`queues: ${scenario.label}, ${scenario.workers} worker(s)`);
    const rounds: Record<QueueKind, Round[]> = { plain: [], lanes: [] };
    for (let round = 0; round < plan.rounds; round += 1) {
      const order = round % 2 === 0 ? KINDS : KINDS.toReversed();
      for (const kind of order)
        rounds[kind].push(await measureRound(redis, fleet, kind, scenario, plan.concurrency));
    }
    for (const kind of KINDS) adds[kind].push(...rounds[kind].map((round) => round.addsPerSecond));
    addRatios.push(...ratios(rounds, "addsPerSecond"));
    work.push(rowOf(scenario, rounds));
  }
  return [
    {
      title: "Queues: lanes beside plain BullMQ",
      note: "Preloaded, then worked off; messages/s are medians, the ratio is the median of each round's own (lowest–highest).",
      columns: [
        "load",
        "workers",
        "plain/s",
        "lanes/s",
        "ratio",
        "range",
        "scripts add",
        "scripts work",
        "round trips work",
        "redis µs plain",
        "redis µs lanes",
        "node µs plain",
        "node µs lanes",
        "out of order plain",
        "out of order lanes",
      ],
      rows: work,
    },
    {
      title: "Concurrent adds",
      note: "One process, 64 adds under way; all rounds above.",
      columns: ["plain/s", "lanes/s", "ratio", "range"],
      rows: [[median(adds.plain), median(adds.lanes), median(addRatios), range(addRatios)]],
    },
  ];
}

function scenariosOf(plan: Plan["queue"]): Scenario[] {
  const shapes = (total: number): Pick<Scenario, "label" | "messages">[] => {
    const each = Math.round(total / plan.users);
    return [
      { label: `${plan.users} users × ${each}`, messages: interleaved(plan.users, each) },
      { label: `${total} users × 1`, messages: interleaved(total, 1) },
    ];
  };
  return plan.workers.flatMap((workers) =>
    [0, plan.workMs].flatMap((workMs) =>
      shapes(workMs === 0 ? plan.messages : plan.slowMessages).map(({ label, messages }) => ({
        label: `${label}, ${workMs} ms`,
        messages,
        workMs,
        workers,
      })),
    ),
  );
}

async function measureRound(
  redis: BenchRedis,
  fleet: WorkerFleet,
  kind: QueueKind,
  { messages, workMs, workers }: Scenario,
  concurrency: number,
): Promise<Round> {
  await redis.clear();
  await using adder = await openAdder(kind, redis.redis);
  const count = messages.length;
  const empty = await redis.usage();
  const startedAt = performance.now();
  await addAll(adder, messages);
  const addMs = performance.now() - startedAt;
  const full = await redis.usage();
  fleet.open(workers, { url: redis.url, kind, concurrency, workMs });
  await fleet.finished(count);
  const done = await redis.usage();
  const { records, cpuSeconds, roundTrips } = await fleet.close();
  const from = records.reduce((least, record) => Math.min(least, record[3]), Number.POSITIVE_INFINITY);
  const until = records.reduce((most, record) => Math.max(most, record[4]), 0);
  const scripts = (a: RedisUsage, b: RedisUsage): number => (b.scripts - a.scripts) / count;
  return {
    addsPerSecond: (count / addMs) * 1_000,
    jobsPerSecond: (count / (until - from)) * 1_000,
    addScripts: scripts(empty, full),
    workScripts: scripts(full, done),
    roundTrips: roundTrips / count,
    redisMicros: ((done.cpuSeconds - empty.cpuSeconds) * 1e6) / count,
    nodeMicros: (cpuSeconds * 1e6) / count,
    violations: orderViolations(records),
  };
}

function rowOf(scenario: Scenario, { plain, lanes }: Record<QueueKind, Round[]>): Section["rows"][number] {
  const of = (rounds: Round[], field: keyof Round): number => median(rounds.map((round) => round[field]));
  const own = ratios({ plain, lanes }, "jobsPerSecond");
  return [
    scenario.label,
    scenario.workers,
    of(plain, "jobsPerSecond"),
    of(lanes, "jobsPerSecond"),
    median(own),
    range(own),
    of(lanes, "addScripts"),
    of(lanes, "workScripts"),
    of(lanes, "roundTrips"),
    of(plain, "redisMicros"),
    of(lanes, "redisMicros"),
    of(plain, "nodeMicros"),
    of(lanes, "nodeMicros"),
    of(plain, "violations"),
    Math.max(...lanes.map((round) => round.violations)),
  ];
}

/** Each round's own: what slows the machine for a while slows both of a pair. */
function ratios({ plain, lanes }: Record<QueueKind, Round[]>, field: keyof Round): number[] {
  return lanes.map((round, index) => round[field] / (plain[index]?.[field] ?? Number.NaN));
}

function range(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(2)}–${Math.max(...values).toFixed(2)}`;
}
