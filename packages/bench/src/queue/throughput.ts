import { setTimeout as sleep } from "node:timers/promises";
import type { BenchRedis, RedisUsage } from "../measure/bench-redis.ts";
import { median, pairRatios, range } from "../measure/statistics.ts";
import type { Plan } from "../plan.ts";
import type { Section } from "../report.ts";
import { addAll, openAdder } from "./adders.ts";
import { type BenchMessage, interleaved, orderViolations } from "./message.ts";
import { BENCH_PREFIX, inTurn, QUEUE_OF, type QueueKind } from "./queue-kind.ts";
import type { WorkerFleet } from "./worker-fleet.ts";

interface Scenario {
  label: string;
  messages: BenchMessage[];
  workMs: number;
  workers: number;
}

interface Round {
  jobsPerSecond: number;
  addScripts: number;
  workScripts: number;
  roundTrips: number;
  redisMicros: number;
  nodeMicros: number;
  violations: number;
}

/** Plain BullMQ and lanes in turn over every shape of load: how fast they get done. */
export async function measureThroughput(
  redis: BenchRedis,
  fleet: WorkerFleet,
  plan: Plan["queue"],
  say: (line: string) => void,
): Promise<Section> {
  const rows: Section["rows"][number][] = [];
  for (const scenario of scenariosOf(plan)) {
    say(`queues: ${scenario.label}, ${scenario.workers} worker(s)`);
    const rounds: Record<QueueKind, Round[]> = { plain: [], lanes: [] };
    for (let round = 0; round < plan.rounds; round += 1) {
      for (const kind of inTurn(round))
        rounds[kind].push(await measureRound(redis, fleet, kind, scenario, plan.concurrency));
    }
    rows.push(rowOf(scenario, rounds));
  }
  return {
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
    rows,
  };
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
  await addAll(adder, messages);
  const full = await redis.usage();
  fleet.open(workers, { url: redis.url, kind, concurrency, workMs });
  await fleet.finished(count);
  // Their last scripts may still be under way.
  while ((await redis.redis.llen(`${BENCH_PREFIX}:${QUEUE_OF[kind]}:active`)) > 0) await sleep(1);
  const done = await redis.usage();
  const { records, cpuSeconds, roundTrips } = await fleet.close();
  const from = records.reduce((least, record) => Math.min(least, record[3]), Number.POSITIVE_INFINITY);
  const until = records.reduce((most, record) => Math.max(most, record[4]), 0);
  const scripts = (a: RedisUsage, b: RedisUsage): number => (b.scripts - a.scripts) / count;
  return {
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
  const perSecond = (rounds: Round[]): number[] => rounds.map((round) => round.jobsPerSecond);
  const own = pairRatios(perSecond(lanes), perSecond(plain));
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
