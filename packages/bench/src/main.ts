import { writeFile } from "node:fs/promises";
import { arch, availableParallelism, cpus, loadavg, platform } from "node:os";
import { parseArgs } from "node:util";
import { measureIngress } from "./http/ingress-steps.ts";
import { openBenchRedis } from "./measure/bench-redis.ts";
import { measurePath } from "./path/whole-path.ts";
import { planOf } from "./plan.ts";
import { measureAdds } from "./queue/adds.ts";
import { measureGreed } from "./queue/greedy.ts";
import { measureOverload } from "./queue/overload.ts";
import { measureThroughput } from "./queue/throughput.ts";
import { startFleet } from "./queue/worker-fleet.ts";
import { type Section, sectionLines } from "./report.ts";

const USAGE = `pnpm bench [--quick] [--json file] [--only queues,greedy,ingress,path]

Measures lanes beside plain BullMQ, ingress beside bare servers, and the whole path. See docs/benchmarks.md.
`;
const PARTS = ["queues", "greedy", "ingress", "path"];

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "string" },
    only: { type: "string", default: PARTS.join() },
    help: { type: "boolean", default: false },
  },
});
const parts = values.only.split(",");
if (values.help || parts.some((part) => !PARTS.includes(part))) process.stdout.write(USAGE);
else await bench();

async function bench(): Promise<void> {
  const plan = planOf(values);
  const startedAt = performance.now();
  // Progress on stderr, figures on stdout: `pnpm bench > figures.txt` keeps only the tables.
  const say = (line: string): void => {
    process.stderr.write(`${Math.round((performance.now() - startedAt) / 1_000)} s  ${line}\n`);
  };
  await using redis = await openBenchRedis(say);
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    platform: `${platform()} ${arch()}`,
    node: process.version,
    redis: `${redis.description}, AOF everysec`,
    loadBefore: loadavg()
      .map((load) => load.toFixed(1))
      .join(" "),
  };
  const sections: Section[] = [];
  if (parts.includes("queues")) sections.push(await measureAdds(redis, plan.queue, say));
  if (parts.includes("queues") || parts.includes("greedy")) {
    await using fleet = await startFleet(Math.max(...plan.queue.workers));
    if (parts.includes("queues")) sections.push(await measureThroughput(redis, fleet, plan.queue, say));
    if (parts.includes("greedy")) {
      sections.push(await measureGreed(redis, fleet, plan.greedy, say));
      if (plan.greedy.overload.seconds > 0)
        sections.push(await measureOverload(redis, fleet, plan.greedy, say));
    }
  }
  if (parts.includes("ingress")) sections.push(await measureIngress(redis, plan.ingress, say));
  if (parts.includes("path")) sections.push(...(await measurePath(redis, plan.path, say)));

  const about = Object.entries(machine).map(([name, value]) => `${name}: ${value}`);
  process.stdout.write(`${[...about, ...sections.flatMap(sectionLines)].join("\n")}\n`);
  if (values.json !== undefined) {
    const run = { at: new Date().toISOString(), quick: values.quick, machine, sections };
    await writeFile(values.json, `${JSON.stringify(run, undefined, 2)}\n`);
  }
}
