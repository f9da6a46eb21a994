import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "@dinglane/local-redis";
import { startSimulator, type Simulator, type SimulatorOptions } from "@dinglane/simulator";
import { openTestRedis, type PrivateRedis } from "@dinglane/test-redis";
import { Redis } from "ioredis";
import { startModel, type ModelAnswer, type ModelCall, type TestModel } from "./start-model.ts";
import { startService, type RunningService, type ServiceName } from "./start-service.ts";

export type { RunningService };

export const robot = {
  clientId: "dingrobot0001",
  clientSecret: "robot-secret-that-no-log-may-hold",
  name: "小丁",
};
export const group = { id: "cidPRODUCT+group/0001==", title: "产品讨论组" };
const API_KEY = "sk-model-key-that-no-log-may-hold";

/** People enough for the busiest test: `user00` … with staffIds of their own, and one from outside. */
export const people = [
  ...Array.from({ length: 60 }, (_, n) => {
    const id = `user${String(n).padStart(2, "0")}`;
    return { id, nick: `同事${n}`, staffId: `staff-${id}` };
  }),
  { id: "outsider", nick: "外部伙伴" },
];

/** The whole system on loopback: DingTalk and the model are fakes, everything between is real. */
export interface Stack extends AsyncDisposable {
  simulator: Simulator;
  model: TestModel;
  redis: Redis;
  redisUrl: string;
  /** What its processes have for DATA_DIR. */
  dataDir: string;
  /** The first of `ingresses`. */
  ingress: RunningService;
  ingresses: RunningService[];
  workers: RunningService[];
  startWorker(env?: Record<string, string>): Promise<RunningService>;
  /** One more process, ended with the stack like the others. */
  start(name: ServiceName, env?: Record<string, string>): Promise<RunningService>;
  /** Everything that every process printed. */
  output(): string;
}

export interface StackOptions {
  answer?: (call: ModelCall) => ModelAnswer | Promise<ModelAnswer>;
  workers?: number;
  ingresses?: number;
  /** How messages reach ingress; default http, and then only the first ingress gets them. */
  mode?: "http" | "stream";
  simulator?: Partial<SimulatorOptions>;
  /** Instead of a database of the test run's Redis; for tests that kill it. Stays the caller's. */
  redis?: PrivateRedis;
  env?: Record<string, string>;
}

/** Starts simulator, model, ingress and chat-workers over a fresh Redis database. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const stack = new AsyncDisposableStack();
  const database = stack.use(options.redis ? connectTo(options.redis) : await openTestRedis());
  const model = await startModel(options.answer ?? ((call) => ({ content: `答：${call.question}` })));
  stack.defer(() => model.stop());
  const simulator = stack.use(
    await startSimulator({
      robots: [robot],
      people,
      groups: [group],
      sessionReuseMs: 0,
      ...options.simulator,
    }),
  );

  const services: RunningService[] = [];
  const dataDir = await mkdtemp(join(tmpdir(), "dinglane-e2e-"));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const env = {
    DATA_DIR: dataDir,
    REDIS_URL: database.url,
    RUN_MODE: options.mode ?? "http",
    DINGTALK_CREDENTIALS: `${robot.clientId}:${robot.clientSecret}`,
    DINGTALK_OAPI_URL: simulator.url,
    DINGTALK_API_URL: simulator.url,
    APIKEY: API_KEY,
    BASE_URL: model.url,
    TZ: "Asia/Shanghai",
    ...options.env,
  };
  const start = async (name: ServiceName, more: Record<string, string> = {}): Promise<RunningService> => {
    const service = await startOnFreePort(name, { ...env, ...more });
    services.push(service);
    stack.defer(async () => {
      await service.end("SIGTERM");
    });
    return service;
  };

  const workers = await Promise.all(
    Array.from({ length: options.workers ?? 1 }, async () => start("chat-worker")),
  );
  const ingress = await start("ingress");
  const others = Array.from({ length: (options.ingresses ?? 1) - 1 }, async () => start("ingress"));
  const ingresses = [ingress, ...(await Promise.all(others))];
  if (options.mode !== "stream") simulator.setCallbackUrl(`${ingress.url}/dingtalk/callback`);

  return {
    simulator,
    model,
    redis: database.redis,
    redisUrl: database.url,
    dataDir,
    ingress,
    ingresses,
    workers,
    startWorker: (more) => start("chat-worker", more),
    start,
    output: () => services.map((service) => service.output()).join("\n"),
    async [Symbol.asyncDispose]() {
      await stack.disposeAsync();
    },
  };
}

/** Between finding a port and binding it somebody else may take it: then another one. */
async function startOnFreePort(
  name: ServiceName,
  env: Record<string, string>,
  tries = 3,
): Promise<RunningService> {
  try {
    return await startService(name, await findFreePort(), env);
  } catch (error) {
    // The error holds what the process printed, which is all that it can say of the reason.
    if (tries === 1 || !String(error).includes("EADDRINUSE")) throw error;
    return startOnFreePort(name, env, tries - 1);
  }
}

function connectTo({ url }: PrivateRedis): AsyncDisposable & { redis: Redis; url: string } {
  const redis = new Redis(url);
  // It is killed on purpose, and the client comes back by itself.
  redis.on("error", () => undefined);
  return {
    redis,
    url,
    async [Symbol.asyncDispose]() {
      redis.disconnect();
    },
  };
}

/** Whatever must never be printed by any process at info. */
export const secretsOf = (): string[] => [robot.clientSecret, API_KEY, "sendBySession", "session="];
