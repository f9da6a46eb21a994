import type { Logger } from "pino";
import type { ConfigBase } from "../config/config-base.ts";
import type { Config } from "../config/config.ts";
import { createMetrics } from "../health/create-metrics.ts";
import { createProbes } from "../health/create-probes.ts";
import { createReadiness } from "../health/create-readiness.ts";
import { openProbeServer } from "../health/open-probe-server.ts";
import { watchEventLoop } from "../health/watch-event-loop.ts";
import { createRedisConnections } from "../redis/create-redis-connections.ts";
import type { ServiceLife } from "./create-service-life.ts";
import type { Host, ServiceContext } from "./service-context.ts";

const READINESS_TIMEOUT_MS = 1000;

export interface ContextParts {
  service: string;
  config: Config;
  configBase: ConfigBase;
  log: Logger;
  life: Pick<ServiceLife, "shutDown" | "stack" | "stopping">;
  host: Host;
  now: () => number;
}

/** Puts together what a service is given. Opens nothing yet, except a timer that watches the event loop. */
export function createServiceContext({
  service,
  config,
  configBase,
  log,
  life,
  host,
  now,
}: ContextParts): ServiceContext {
  const { stack, stopping, shutDown } = life;
  const metrics = createMetrics(service);
  const readiness = createReadiness({ log, timeoutMs: READINESS_TIMEOUT_MS });
  const probes = createProbes(readiness, metrics);
  const stopWatching = watchEventLoop(metrics, now);

  stack.pushLast("event loop watch", () => Promise.resolve(stopWatching()));
  stopping.addEventListener("abort", () => readiness.drain(), { once: true });

  return {
    config,
    configBase,
    log,
    metrics,
    stopping,
    shutDown,
    host,
    probes,
    connectRedis: createRedisConnections({
      url: config.redisUrl,
      service,
      log,
      metrics,
      now,
      onShutdown: stack.push,
      addReadinessCheck: readiness.add,
    }),
    onShutdown: stack.push,
    addReadinessCheck: readiness.add,
    async startProbeServer() {
      const server = await openProbeServer(probes, config.healthPort);
      stack.pushLast("probe server", server.close);
      log.info({ port: server.port }, "probes are served");
      return server.port;
    },
  };
}
