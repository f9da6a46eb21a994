import { setTimeout as sleep } from "node:timers/promises";
import type { BenchRedis } from "../measure/bench-redis.ts";
import { cpuMicros, processUsage, type ProcessUsage } from "../measure/process-usage.ts";
import type { Plan } from "../plan.ts";
import type { Section } from "../report.ts";
import { countRoundTrips } from "./round-trips.ts";
import { measureIdleMemory } from "./idle-memory.ts";
import { startPathStack } from "./path-stack.ts";

/** A process that has just started still frees what its start needed. */
const SETTLE_MS = 2_000;
const SAMPLE_EVERY_MS = 200;

/** From callback to reply with a model of 0 ms: how many, what each process pays, and how often Redis is asked. */
export async function measurePath(
  redis: BenchRedis,
  plan: Plan["path"],
  say: (line: string) => void,
): Promise<Section[]> {
  say("whole path: messages and CPU");
  const others = await measureIdleMemory(redis.url, SETTLE_MS);
  const costs = await measureCosts(redis, plan, others);
  say("whole path: counting commands");
  return [...costs, await countRoundTrips(redis, plan)];
}

async function measureCosts(
  redis: BenchRedis,
  plan: Plan["path"],
  others: Awaited<ReturnType<typeof measureIdleMemory>>,
): Promise<Section[]> {
  await redis.clear();
  await using stack = await startPathStack({ ingress: redis.url, worker: redis.url });
  const pids = {
    ingress: stack.ingress.pid,
    "chat-worker": stack.worker.pid,
    redis: await redis.pid(),
    "stand-in (model and DingTalk)": stack.standIn.pid,
  };
  const look = async (): Promise<Map<string, ProcessUsage | undefined>> => {
    const entries = Object.entries(pids).map(async ([name, pid]) => [name, await processUsage(pid)] as const);
    return new Map(await Promise.all(entries));
  };
  await sleep(SETTLE_MS);
  const idle = await look();
  // Warm: the figures are those of a process that has been running for a while.
  await stack.run(plan.counted, plan.connections);
  const most = new Map<string, number>();
  const before = await look();
  const sample = async (): Promise<void> => {
    for (const [name, usage] of await look())
      most.set(name, Math.max(most.get(name) ?? 0, usage?.rssBytes ?? 0));
  };
  const sampler = setInterval(() => void sample(), SAMPLE_EVERY_MS);
  const { elapsedMs } = await stack.run(plan.messages, plan.connections);
  clearInterval(sampler);
  const after = await look();
  const perSecond = (plan.messages / elapsedMs) * 1_000;
  return [
    {
      title: "Callback to reply, model of 0 ms",
      note: `One ingress and one chat-worker (20 at once), ${plan.messages} messages of as many users over ${plan.connections} connections.`,
      columns: ["messages/s", ...Object.keys(pids).map((name) => `${name} cpu µs`)],
      rows: [
        [
          perSecond,
          ...Object.keys(pids).map((name) => cpuMicros(before.get(name), after.get(name), plan.messages)),
        ],
      ],
    },
    {
      title: "Memory",
      note: "Resident set, MB: idle after start, and the most seen under the load above.",
      columns: ["process", "idle MB", "load MB"],
      rows: [
        ...Object.keys(pids).map((name) => [
          name,
          megabytes(idle.get(name)?.rssBytes),
          megabytes(most.get(name)),
        ]),
        ...others.map(([name, rssBytes]) => [name, megabytes(rssBytes), Number.NaN]),
      ],
    },
  ];
}

const megabytes = (bytes: number | undefined): number => (bytes ?? Number.NaN) / 1024 ** 2;
