import { checkRedis, startLocalRedis } from "@dinglane/local-redis";
import { LaunchError } from "./launch-error.ts";
import { pause } from "./pause.ts";
import type { LaunchPlan } from "./plan-launch.ts";
import { createRestartPolicy } from "./restart-policy.ts";
import { startSupervised, type Supervision } from "./start-supervised.ts";

export interface ProvidedRedis {
  url: string;
  /** For the banner. */
  description: string;
  stop: () => Promise<void>;
}

const checkTimeoutMs = 5_000;

/**
 * The Redis that was given, if it answers; else one of our own, kept running.
 * @throws LaunchError `redis_unreachable`, LocalRedisError
 */
export function provideRedis(plan: LaunchPlan["redis"], supervision: Supervision): Promise<ProvidedRedis> {
  return plan.kind === "given" ? givenRedis(plan.url) : ownRedis(plan.dataDir, supervision);
}

async function ownRedis(dataDir: string, supervision: Supervision): Promise<ProvidedRedis> {
  // The services are told one address: a second start keeps the port of the first.
  let port: number | undefined;
  const { first, stop } = await startSupervised({
    ...supervision,
    name: "redis",
    policy: createRestartPolicy(),
    delay: pause,
    async start() {
      const redis = await startLocalRedis({ dataDir, say: supervision.say, ...(port && { port }) });
      port = redis.port;
      return redis;
    },
  });
  return {
    url: first.url,
    description: `${first.description} on 127.0.0.1:${first.port}, data in ${dataDir}`,
    stop,
  };
}

async function givenRedis(url: string): Promise<ProvidedRedis> {
  // Never the whole URL: it may hold a password.
  const { host } = new URL(url);
  try {
    await checkRedis(url, checkTimeoutMs);
  } catch (error) {
    throw new LaunchError(
      "redis_unreachable",
      `The Redis at ${host} (REDIS_URL) does not answer. Start it, mend REDIS_URL, or leave REDIS_URL out: ` +
        "then Dinglane runs a Redis of its own.",
      { cause: error },
    );
  }
  return { url, description: `${host} (REDIS_URL)`, stop: async () => undefined };
}
