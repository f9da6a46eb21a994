import type { BenchRedis } from "../measure/bench-redis.ts";
import { percentile } from "../measure/statistics.ts";
import type { Plan } from "../plan.ts";
import type { Section } from "../report.ts";
import { addAll, addInTime, openAdder } from "./adders.ts";
import { interleaved, orderViolations } from "./message.ts";
import type { WorkerFleet } from "./worker-fleet.ts";

/** More fresh messages than the slots can take, for longer than anybody may be passed: how long a second message waits. */
export async function measureOverload(
  redis: BenchRedis,
  fleet: WorkerFleet,
  { slots, workMs, many, overload }: Plan["greedy"],
  say: (line: string) => void,
): Promise<Section> {
  say(`overload: ${overload.perSecond}/s for ${overload.seconds} s`);
  const backlog = interleaved(many.users, 2, "g");
  const fresh = interleaved(overload.perSecond * overload.seconds, 1, "f");
  await redis.clear();
  await using adder = await openAdder("lanes", redis.redis);
  await addAll(adder, backlog);
  fleet.open(1, { url: redis.url, kind: "lanes", concurrency: slots, workMs });
  await fleet.finished(1);
  await addInTime(adder, fresh, overload.perSecond);
  await fleet.finished(backlog.length + fresh.length);
  const { records } = await fleet.close();

  const seconds = (of: "g" | "f", number: number): number[] =>
    records
      .filter(([user, message]) => user.startsWith(of) && message === number)
      .map(([, , addedAt, startedAt]) => (startedAt - addedAt) / 1_000);
  const second = seconds("g", 1);
  return {
    title: `Overload: ${workMs} ms of work, ${slots} slots, ${overload.perSecond} fresh messages a second`,
    note: `Waits from add to start, s: of ${many.users} users' second messages, which fresh ones may pass for 30 s, and of the fresh.`,
    columns: ["second p50 s", "second longest s", "fresh p50 s", "fresh longest s", "out of order"],
    rows: [
      [
        percentile(second, 50),
        Math.max(...second),
        percentile(seconds("f", 0), 50),
        percentile(seconds("f", 0), 100),
        orderViolations(records),
      ],
    ],
  };
}
