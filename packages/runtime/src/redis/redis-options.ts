import type { RedisOptions } from "ioredis";

/**
 * What a connection is for; decides how long a command waits for a Redis that does not answer.
 * - `producer`: somebody waits for the acknowledgement. Fails at once when Redis is away, within 1.5 s when it hangs.
 * - `worker`: BullMQ's. Waits as long as it takes.
 * - `general`: everything else. Sits out a restart of Redis, fails after 10 s.
 */
export type RedisRole = "producer" | "worker" | "general";

/** ioredis types a client by its reply mapping; ours is the default, which gives the shapes of RESP2. */
type ClientOptions = Omit<RedisOptions, "replyMapping">;

const COMMON: ClientOptions = {
  enableAutoPipelining: false,
  keepAlive: 10_000,
  // A peer that vanished without a word: without this, TCP keeps sending for a quarter of an hour.
  socketTimeout: 60_000,
  retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), 1000),
};

const BY_ROLE: Readonly<Record<RedisRole, ClientOptions>> = {
  producer: {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 1500,
    connectTimeout: 1500,
  },
  worker: { maxRetriesPerRequest: null, connectTimeout: 5000 },
  general: { maxRetriesPerRequest: null, commandTimeout: 10_000, connectTimeout: 5000 },
};

/** The ioredis options of a role. `connectionName` is what CLIENT LIST shows. */
export function redisOptions(role: RedisRole, connectionName: string): ClientOptions {
  return { ...COMMON, ...BY_ROLE[role], connectionName };
}
