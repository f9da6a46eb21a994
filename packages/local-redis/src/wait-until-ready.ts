import { Redis } from "ioredis";
import { LocalRedisError } from "./local-redis-error.ts";
import type { GuardedProcess } from "./guarded-process.ts";

const retryMs = 25;

/**
 * Connects until Redis answers and has read its files.
 * @throws LocalRedisError `exited` when the process ends first, `not_ready` when it takes too long
 */
export async function waitUntilReady(url: string, process: GuardedProcess, timeoutMs: number): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => retryMs,
    // A Redis that is still reading its append-only file answers LOADING; ioredis waits it out before "ready".
    maxRetriesPerRequest: null,
  });
  // Refused connections are the normal case here: the server is still starting.
  redis.on("error", () => undefined);
  const timer = Promise.withResolvers<never>();
  const timeout = setTimeout(() => {
    timer.reject(
      new LocalRedisError("not_ready", `Redis did not answer within ${timeoutMs} ms.\n${process.output()}`),
    );
  }, timeoutMs);
  const exited = process.ended.then(({ exitCode }) => {
    throw new LocalRedisError("exited", `Redis ended at once (exit code ${exitCode}).\n${process.output()}`);
  });
  try {
    redis.connect().catch(() => undefined);
    await Promise.race([redis.ping(), exited, timer.promise]);
  } finally {
    clearTimeout(timeout);
    exited.catch(() => undefined);
    redis.disconnect();
  }
}
