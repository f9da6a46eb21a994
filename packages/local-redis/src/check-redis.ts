import { Redis } from "ioredis";
import { LocalRedisError } from "./local-redis-error.ts";

/**
 * Whether the Redis at an address answers.
 * @throws LocalRedisError `unreachable`; its message has host and port, never the password
 */
export async function checkRedis(url: string, timeoutMs: number): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    retryStrategy: () => null,
  });
  let cause: unknown;
  // connect() itself rejects with no more than "Connection is closed."
  redis.on("error", (error) => (cause = error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    throw new LocalRedisError("unreachable", `The Redis at ${new URL(url).host} does not answer.`, {
      cause: cause ?? error,
    });
  } finally {
    redis.disconnect();
  }
}
