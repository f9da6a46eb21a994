import { setTimeout as sleep } from "node:timers/promises";
import type { BenchRedis } from "../measure/bench-redis.ts";
import { cpuMicros, processUsage, type ProcessUsage } from "../measure/process-usage.ts";
import type { Plan } from "../plan.ts";
import type { Section } from "../report.ts";
import { type CommandCounter, startCommandCounter } from "./command-counter.ts";
import { measureIdleMemory } from "./idle-memory.ts";
import { startPathStack } from "./path-stack.ts";

/** A process that has just started still frees what its start needed. */
const SETTLE_MS = 2_000;
const SAMPLE_EVERY_MS = 200;
/** Few enough at once that the worker keeps up: a message then costs what it costs on an ordinary day. */
const CALM_CONNECTIONS = 4;

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
  return [...costs, await countCommands(redis, plan)];
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

async function countCommands(redis: BenchRedis, plan: Plan["path"]): Promise<Section> {
  await redis.clear();
  await using forIngress = await startCommandCounter(redis.url);
  await using forWorker = await startCommandCounter(redis.url);
  await using stack = await startPathStack({ ingress: forIngress.url, worker: forWorker.url });
  await stack.run(100, CALM_CONNECTIONS);
  forIngress.reset();
  forWorker.reset();
  await stack.run(plan.counted, CALM_CONNECTIONS);
  const row = (name: string, counter: CommandCounter): Section["rows"][number] => {
    const counts = [...counter.counts()].sort(([, a], [, b]) => b - a);
    const total = counts.reduce((sum, [, count]) => sum + count, 0) / plan.counted;
    const named = counts
      .slice(0, 8)
      .map(([command, count]) => `${command} ${(count / plan.counted).toFixed(2)}`);
    return [name, total, named.join(", ")];
  };
  const rows = [row("ingress", forIngress), row("chat-worker", forWorker)];
  const sum = rows.reduce((total, [, count]) => total + Number(count), 0);
  return {
    title: "Redis round trips per message, callback to reply",
    note: "Commands each process sent, counted between it and Redis; what it does by the clock (lock renewals, looks for stalled jobs) is among them.",
    columns: ["process", "commands", "by name"],
    rows: [...rows, ["both", sum, ""]],
  };
}
