import { setTimeout as sleep } from "node:timers/promises";
import type { BenchRedis } from "../measure/bench-redis.ts";
import { median, percentile } from "../measure/statistics.ts";
import type { Plan } from "../plan.ts";
import type { Section } from "../report.ts";
import { addAll, addInTime, openAdder } from "./adders.ts";
import { type BenchMessage, interleaved, orderViolations } from "./message.ts";
import { BENCH_PREFIX, inTurn, QUEUE_KINDS, QUEUE_OF, type QueueKind } from "./queue-kind.ts";
import type { WorkerFleet } from "./worker-fleet.ts";

interface Mix {
  label: string;
  greedy: BenchMessage[];
  others: BenchMessage[];
  othersPerSecond: number;
}

interface MixResult {
  /** From add to start, ms, of those who are not greedy. */
  waits: number[];
  /** The one greedy user's rate while others come, of 1/service time; NaN where there are many. */
  greedyShare: number;
  /** The longest that a greedy user's message waited, ms; NaN where not all of them were waited for. */
  longestMs: number;
  violations: number;
}

const LOOK_EVERY_MS = 5;

/** What everybody else waits while one or many users have sent far more than their share. */
export async function measureGreed(
  redis: BenchRedis,
  fleet: WorkerFleet,
  plan: Plan["greedy"],
  say: (line: string) => void,
): Promise<Section> {
  const rows: Section["rows"][number][] = [];
  for (const mix of mixesOf(plan)) {
    const results: Record<QueueKind, MixResult[]> = { plain: [], lanes: [] };
    for (let round = 0; round < plan.rounds; round += 1) {
      say(`greedy mix: ${mix.label}, round ${round + 1} of ${plan.rounds}`);
      for (const kind of inTurn(round)) results[kind].push(await measureMix(redis, fleet, kind, mix, plan));
    }
    for (const kind of QUEUE_KINDS) rows.push(rowOf(mix, kind, results[kind]));
  }
  return {
    title: `Greedy users: ${plan.workMs} ms of work, ${plan.slots} slots`,
    note: "Waits from add to start; an other's p99 is its own previous message. Rate: the greedy one's, of 1/service time, while the others come.",
    columns: [
      "mix",
      "queue",
      "others p50 ms",
      "p95",
      "p99",
      "greedy rate %",
      "longest wait ms",
      "out of order",
    ],
    rows,
  };
}

function rowOf({ label }: Mix, kind: QueueKind, results: readonly MixResult[]): Section["rows"][number] {
  const of = (value: (result: MixResult) => number): number => median(results.map(value));
  return [
    label,
    kind,
    of(({ waits }) => percentile(waits, 50)),
    of(({ waits }) => percentile(waits, 95)),
    of(({ waits }) => percentile(waits, 99)),
    of(({ greedyShare }) => greedyShare * 100),
    of(({ longestMs }) => longestMs),
    Math.max(...results.map(({ violations }) => violations)),
  ];
}

function mixesOf({ one, many, others }: Plan["greedy"]): Mix[] {
  const rest = interleaved(others.users, others.each, "o");
  return [
    {
      label: `1 × ${one}, then ${others.users} × ${others.each} at 500/s`,
      greedy: interleaved(1, one, "g"),
      others: rest,
      othersPerSecond: 500,
    },
    {
      label: `${many.users} × ${many.each}, then ${others.users} × ${others.each} at 250/s`,
      greedy: interleaved(many.users, many.each, "g"),
      others: rest,
      othersPerSecond: 250,
    },
  ];
}

async function measureMix(
  redis: BenchRedis,
  fleet: WorkerFleet,
  kind: QueueKind,
  mix: Mix,
  { slots, workMs }: Plan["greedy"],
): Promise<MixResult> {
  await redis.clear();
  await using adder = await openAdder(kind, redis.redis);
  await addAll(adder, mix.greedy);
  fleet.open(1, { url: redis.url, kind, concurrency: slots, workMs });
  await fleet.finished(1);
  await addInTime(adder, mix.others, mix.othersPerSecond);
  const greedyUsers = new Set(mix.greedy.map(({ user }) => user)).size;
  // One greedy user's own line may take minutes: what matters is over when the others are done.
  const isLeft = greedyUsers === 1 && kind === "lanes";
  await (isLeft ? othersDone(redis) : fleet.finished(mix.greedy.length + mix.others.length));
  const { records } = await fleet.close();

  const others = records.filter(([user]) => user.startsWith("o"));
  const greedy = records.filter(([user]) => user.startsWith("g"));
  const from = Math.min(...others.map((record) => record[2]));
  const until = Math.max(...others.map((record) => record[4]));
  const meanwhile = greedy.filter((record) => record[4] > from && record[4] <= until).length;
  const possible = (until - from) / workMs;
  return {
    waits: others.map(([, , addedAt, startedAt]) => startedAt - addedAt),
    greedyShare: greedyUsers === 1 ? meanwhile / possible : Number.NaN,
    longestMs: isLeft
      ? Number.NaN
      : Math.max(...greedy.map(([, , addedAt, startedAt]) => startedAt - addedAt)),
    violations: orderViolations(records),
  };
}

/** Until only the greedy lane has a backlog: one running, all else parked. */
async function othersDone({ redis }: BenchRedis): Promise<void> {
  const queue = `${BENCH_PREFIX}:${QUEUE_OF.lanes}:`;
  for (;;) {
    const [active, wait, fresh] = await Promise.all([
      redis.llen(`${queue}active`),
      redis.llen(`${queue}wait`),
      redis.zcard(`${queue}prioritized`),
    ]);
    if (active + wait + fresh <= 1) return;
    await sleep(LOOK_EVERY_MS);
  }
}
