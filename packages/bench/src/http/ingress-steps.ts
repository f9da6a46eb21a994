import { setTimeout as sleep } from "node:timers/promises";
import type { BenchRedis } from "../measure/bench-redis.ts";
import { cpuMicros, processUsage } from "../measure/process-usage.ts";
import { median } from "../measure/statistics.ts";
import type { Plan } from "../plan.ts";
import type { Section } from "../report.ts";
import { BENCH_ROBOT } from "./callback-body.ts";
import { type LoadResult, postLoad } from "./post-load.ts";
import { startProgram, startService } from "./start-program.ts";

interface Step {
  label: string;
  url: string;
  pid: number;
}

type Measured = LoadResult & { cpuMicros: number };

/** After Redis has thrown away what a round added. */
const CALM_MS = 200;
/** Nobody is answered here: the queue only grows. Loopback, where nobody listens. */
const WEBHOOK_ORIGIN = "http://127.0.0.1:9";

/** Ingress as it is, between bare node:http and Express, with what each step on the way costs. */
export async function measureIngress(
  redis: BenchRedis,
  plan: Plan["ingress"],
  say: (line: string) => void,
): Promise<Section> {
  const program = new URL("step-server-main.ts", import.meta.url);
  await using steps = await startProgram<{ bare: number; express: number }>(program, [redis.url]);
  await using ingress = await startService("ingress", {
    REDIS_URL: redis.url,
    DINGTALK_CREDENTIALS: `${BENCH_ROBOT.clientId}:${BENCH_ROBOT.clientSecret}`,
    DINGTALK_OAPI_URL: WEBHOOK_ORIGIN,
    RUN_MODE: "http",
    LANE_LIMIT: "1000000",
    MAX_WAITING: "100000000",
    RATE_LIMIT_PER_MINUTE: "1000000",
  });
  const { bare, express } = steps.hello;
  const servers: Step[] = [
    { label: "bare node:http POST", url: at(bare, "/"), pid: steps.pid },
    { label: "Express, express.json() POST", url: at(express, "/json"), pid: steps.pid },
    { label: "Express, own body reader", url: at(express, "/read"), pid: steps.pid },
    { label: "  + HMAC", url: at(express, "/hmac"), pid: steps.pid },
    { label: "  + JSON.parse and parse", url: at(express, "/parse"), pid: steps.pid },
    { label: "  + add to a lane", url: at(express, "/add"), pid: steps.pid },
    { label: "ingress", url: at(Number(new URL(ingress.url).port), "/dingtalk/callback"), pid: ingress.pid },
  ];
  const measured = servers.map((): Measured[] => []);
  for (const server of servers) await measure(server, { ...plan, seconds: 1 }, redis);
  for (let round = 0; round < plan.rounds; round += 1) {
    say(`ingress: round ${round + 1} of ${plan.rounds}`);
    const order = [...servers.entries()];
    // To and fro, so that none always follows the same neighbour.
    for (const [index, server] of round % 2 === 0 ? order : order.toReversed())
      measured[index]?.push(await measure(server, plan, redis));
  }
  const of = (index: number, field: keyof Measured): number[] =>
    (measured[index] ?? []).map((each) => each[field]);
  const ratio = (index: number, base: number): number =>
    median(
      of(index, "perSecond").map((value, round) => value / (of(base, "perSecond")[round] ?? Number.NaN)),
    );
  return {
    title: "Ingress beside bare servers",
    note: `${plan.connections} connections, signed callbacks of 1 kB, each a new message of a new user; server, Redis and generator share this machine.`,
    columns: [
      "server",
      "requests/s",
      "× express.json()",
      "× node:http",
      "p50 ms",
      "p99 ms",
      "cpu µs",
      "step cpu µs",
    ],
    rows: servers.map(({ label }, index) => {
      const cpu = median(of(index, "cpuMicros"));
      return [
        label,
        median(of(index, "perSecond")),
        ratio(index, 1),
        ratio(index, 0),
        median(of(index, "p50Ms")),
        median(of(index, "p99Ms")),
        cpu,
        index < 2 ? Number.NaN : cpu - median(of(index === 2 ? 0 : index - 1, "cpuMicros")),
      ];
    }),
  };
}

async function measure({ url, pid }: Step, plan: Plan["ingress"], redis: BenchRedis): Promise<Measured> {
  const before = await processUsage(pid);
  const load = await postLoad({
    url,
    connections: plan.connections,
    until: { seconds: plan.seconds },
    webhookOrigin: WEBHOOK_ORIGIN,
  });
  const after = await processUsage(pid);
  // Lane settings live in Redis, written by ingress when it starts and now and then: only the messages go.
  await forgetMessages(redis);
  return { ...load, cpuMicros: cpuMicros(before, after, load.answered) };
}

async function forgetMessages({ redis }: BenchRedis): Promise<void> {
  const settings = await redis.hgetall("dinglane:{0}:lanes:settings");
  await redis.flushall();
  await sleep(CALM_MS);
  if (Object.keys(settings).length > 0) await redis.hset("dinglane:{0}:lanes:settings", settings);
}

const at = (port: number, path: string): string => `http://127.0.0.1:${port}${path}`;
