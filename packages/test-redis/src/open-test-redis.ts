import { Redis, type RedisOptions } from "ioredis";
import { inject } from "vitest";
import { findLeakedClients, type LeakedClient } from "./find-leaked-clients.ts";
import { databasesKey } from "./keys.ts";
import { databaseCount } from "./provided-context.ts";

/** ioredis types a client by its reply mapping; tests use the default one. */
type ClientOptions = Omit<RedisOptions, "replyMapping">;

export interface TestRedis extends AsyncDisposable {
  /** A ready client of this database. */
  redis: Redis;
  /** With the database's number, for a process of its own. */
  url: string;
  /** One more client of this database, closed with it. */
  connect(options?: ClientOptions): Redis;
}

/** A client that was told to close is still listed until the server has read that. */
const leakGraceMs = 1_000;
const retryMs = 20;

/**
 * A logical database of one's own, empty, in the Redis of the test run. Disposing closes its clients, empties it,
 * and throws when somebody else's client (one that `connect` did not make) is still open. Channels of PUBLISH are
 * shared by all databases of a Redis; who depends on them opens a private Redis.
 */
export async function openTestRedis(): Promise<TestRedis> {
  const baseUrl = inject("redisUrl");
  const database = await takeDatabase(baseUrl);
  const url = `${baseUrl}/${database}`;
  const clients: Redis[] = [];
  const connect = (options: ClientOptions = {}): Redis => {
    const client = new Redis(url, options);
    clients.push(client);
    return client;
  };
  const redis = connect();
  await redis.flushdb();
  return {
    redis,
    url,
    connect,
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.disconnect();
      const leaked = await closeDatabase(url, database);
      if (leaked.length > 0) {
        throw new Error(`Redis clients left open: ${leaked.map((client) => client.description).join(", ")}`);
      }
    },
  };
}

/** Databases are handed out by Redis itself, so test files in different processes never share one. */
async function takeDatabase(baseUrl: string): Promise<number> {
  const counter = new Redis(baseUrl);
  try {
    return 1 + ((await counter.incr(databasesKey)) % (databaseCount - 1));
  } finally {
    counter.disconnect();
  }
}

async function closeDatabase(url: string, database: number): Promise<LeakedClient[]> {
  const closer = new Redis(url);
  try {
    const ownIds = [await closer.client("ID")];
    const deadline = performance.now() + leakGraceMs;
    const list = async (): Promise<LeakedClient[]> =>
      findLeakedClients(String(await closer.client("LIST")), database, ownIds);
    let leaked = await list();
    while (leaked.length > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, retryMs));
      leaked = await list();
    }
    for (const { id } of leaked) await closer.client("KILL", "ID", id);
    await closer.flushdb();
    return leaked;
  } finally {
    closer.disconnect();
  }
}
