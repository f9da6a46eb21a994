import type { Clock } from "../clock.ts";
import type { Finding } from "../finding.ts";
import { bareUrl } from "../text/bare-url.ts";
import { durationText } from "../text/duration-text.ts";
import { isRefusedConnection } from "../network/is-refused-connection.ts";
import { explainRedisError } from "./explain-redis-error.ts";
import { judgeRedisMemory } from "./judge-redis-memory.ts";
import { judgeRedisServer } from "./judge-redis-server.ts";
import { parseRedisInfo } from "./parse-redis-info.ts";
import type { RedisProbe } from "./redis-probe.ts";

export interface RedisOptions {
  redis: RedisProbe;
  redisUrl: string;
  /** Nobody said where Redis is, and so far nothing real needs one: `pnpm start` brings its own. */
  isOptional?: boolean;
  /** It is the one that `pnpm start` brought along. */
  isOwn?: boolean;
  clock: Pick<Clock, "elapsedMs">;
  signal: AbortSignal;
}

const PINGS = 5;
/** A callback is acknowledged after one round trip, and should be within single-digit milliseconds. */
const SLOW_MS = 10;

/** Reachable, how far away, and fit to keep what was acknowledged. Writes nothing. */
export async function checkRedis(options: RedisOptions): Promise<Finding[]> {
  const { redis, redisUrl, isOptional = false, isOwn = false, clock, signal } = options;
  const address = bareUrl(redisUrl);
  try {
    await redis.reach(signal);
    const roundTripMs = await medianRoundTrip(redis, clock);
    const info = parseRedisInfo(await redis.info());
    return [reached(address, roundTripMs, isOwn), ...judgeRedisServer(info), ...judgeRedisMemory(info)];
  } catch (error) {
    if (isOptional && isRefusedConnection(error)) return [{ ...OWN_REDIS, subject: address }];
    return [{ subject: address, ...explainRedisError(error, address) }];
  }
}

const OWN_REDIS = {
  level: "unchecked",
  seen: "nothing listens there, and redis_url (REDIS_URL) is not set: `pnpm start` then runs a Redis of its own on another port",
} as const;

async function medianRoundTrip(redis: RedisProbe, clock: Pick<Clock, "elapsedMs">): Promise<number> {
  const times: number[] = [];
  for (let nth = 0; nth < PINGS; nth += 1) {
    const startedAtMs = clock.elapsedMs();
    await redis.ping();
    times.push(clock.elapsedMs() - startedAtMs);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(PINGS / 2)] ?? 0;
}

function reached(url: string, roundTripMs: number, isOwn: boolean): Finding {
  const seen = `${isOwn ? "the one that `pnpm start` brought along, " : ""}answers in ${durationText(roundTripMs)}`;
  if (roundTripMs <= SLOW_MS) return { level: "ok", subject: url, seen };
  return {
    level: "warn",
    code: "redis_slow",
    facts: { url, roundTripMs },
    subject: url,
    seen: `${seen}, which every message waits for several times`,
    todo: "Run Redis in the same network as Dinglane; if it is, look for load on either machine",
  };
}
