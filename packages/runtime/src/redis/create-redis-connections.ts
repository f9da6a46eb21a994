import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { Gauge, type Registry } from "prom-client";
import { checkRedisServer } from "./check-redis-server.ts";
import { closeRedis } from "./close-redis.ts";
import { GatheringRedis } from "./gathering-redis.ts";
import { logOutages } from "./log-outages.ts";
import { redisOptions, type RedisRole } from "./redis-options.ts";

export interface RedisConnectionsOptions {
  url: string;
  service: string;
  log: Logger;
  metrics: Registry;
  now: () => number;
  onShutdown: (name: string, release: () => Promise<void>) => void;
  addReadinessCheck: (name: string, check: () => Promise<void>) => void;
}

/** Pings, except on BullMQ's own connection, where a command may stand behind one that blocks for seconds. */
async function answer(redis: Redis, role: RedisRole): Promise<void> {
  if (redis.status !== "ready") throw new Error(`the connection is ${redis.status}`);
  if (role !== "worker") await redis.ping();
}

/** Opens connections that are watched, checked for readiness and closed at shutdown. The first one looks the server over. */
export function createRedisConnections(
  options: RedisConnectionsOptions,
): (role: RedisRole, url?: string) => Redis {
  const { service, metrics, now } = options;
  const up = new Gauge({
    name: "dinglane_redis_up",
    help: "1 while the connection of this role is usable",
    labelNames: ["role"],
    registers: [metrics],
  });
  let looked = false;
  let opened = 0;

  async function lookOver(redis: Redis): Promise<void> {
    try {
      for (const { code, message } of await checkRedisServer(redis))
        options.log.warn({ finding: code }, message);
    } catch (error) {
      options.log.warn({ err: error }, "redis could not be asked for its version, eviction and persistence");
    }
  }

  return (role, url = options.url) => {
    opened += 1;
    const name = `redis ${role} ${opened}`;
    const log = options.log.child({ redis: role });
    let closing = false;
    const redis = new GatheringRedis(url, redisOptions(role, `dinglane:${service}:${role}`));
    logOutages(redis, {
      log,
      now,
      onUp: () => up.set({ role }, 1),
      onDown: () => up.set({ role }, 0),
      isClosing: () => closing,
    });
    redis.on("ready", () => {
      if (looked) return;
      looked = true;
      void lookOver(redis);
    });
    options.addReadinessCheck(name, () => answer(redis, role));
    options.onShutdown(name, async () => {
      closing = true;
      await closeRedis(redis);
    });
    return redis;
  };
}
