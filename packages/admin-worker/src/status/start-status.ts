import { checksOf, createRedisProbe, type Check } from "@dinglane/doctor";
import { createLaneGauges, openQueues } from "@dinglane/jobs";
import { REDIS_KEY_PREFIX, type Config, type ServiceContext } from "@dinglane/runtime";
import { createReadQueues } from "./read-queues.ts";

/** Looks at queues and surroundings when it is asked to; what it holds is released with the process. */
export interface StatusSources {
  readQueues: ReturnType<typeof createReadQueues>;
  checks: (config: Config) => Promise<Check[]>;
}

export function startStatus(context: ServiceContext): StatusSources {
  const { log } = context;
  const redis = context.connectRedis("general");
  const prefix = REDIS_KEY_PREFIX;
  const opened = openQueues({
    redis,
    prefix,
    onError: (err) => log.warn({ err }, "a queue's reader failed"),
  });
  context.onShutdown("status", async () => opened[Symbol.asyncDispose]());
  // A producer's connection does not wait for a Redis that is away, so the check can say that it is.
  const probe = createRedisProbe(context.connectRedis("producer"));
  return {
    readQueues: createReadQueues({ gauges: createLaneGauges({ redis, prefix }), queues: opened.queues, log }),
    checks: (config) =>
      checksOf(context, { config, configWarnings: undefined, redis: probe, mayCost: false }),
  };
}
