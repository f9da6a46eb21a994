import type { BenchRedis } from "../measure/bench-redis.ts";
import type { Plan } from "../plan.ts";
import type { Section } from "../report.ts";
import { type CommandCounter, startCommandCounter } from "./command-counter.ts";
import { startPathStack } from "./path-stack.ts";

const WARM_UP = 20;
const BUSY_CONNECTIONS = 4;

/** How often Redis is asked between callback and reply: by an idle worker, whom each message wakes, and by a busy one. */
export async function countRoundTrips(redis: BenchRedis, plan: Plan["path"]): Promise<Section> {
  await redis.clear();
  await using forIngress = await startCommandCounter(redis.url);
  await using forWorker = await startCommandCounter(redis.url);
  await using stack = await startPathStack({ ingress: forIngress.url, worker: forWorker.url });
  const counters = { ingress: forIngress, "chat-worker": forWorker };
  await stack.runOneByOne(WARM_UP);

  const rows: Section["rows"][number][] = [];
  const count = async (load: string, messages: number, run: () => Promise<unknown>): Promise<void> => {
    for (const counter of Object.values(counters)) counter.reset();
    await run();
    const counted = Object.entries(counters).map(([name, counter]) => rowOf(load, name, counter, messages));
    const sum = counted.reduce((total, row) => total + Number(row[2]), 0);
    rows.push(...counted, [load, "both", sum, ""]);
  };
  await count("one at a time", plan.calm, async () => stack.runOneByOne(plan.calm));
  await count("with a backlog", plan.counted, async () => stack.run(plan.counted, BUSY_CONNECTIONS));
  return {
    title: "Redis round trips per message, callback to reply",
    note: "Commands each process sent, counted between it and Redis; what it does by the clock (lock renewals, looks for stalled jobs) is among them.",
    columns: ["load", "process", "commands", "by name"],
    rows,
  };
}

function rowOf(
  load: string,
  process: string,
  counter: CommandCounter,
  messages: number,
): Section["rows"][number] {
  const counts = [...counter.counts()].sort(([, a], [, b]) => b - a);
  const total = counts.reduce((sum, [, count]) => sum + count, 0) / messages;
  const named = counts.slice(0, 8).map(([command, count]) => `${command} ${(count / messages).toFixed(2)}`);
  return [load, process, total, named.join(", ")];
}
