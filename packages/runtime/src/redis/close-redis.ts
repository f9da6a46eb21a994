import type { Redis } from "ioredis";

const GOODBYE_MS = 1000;

/** Lets what was sent finish, for a second at most; drops the connection where that does not work. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status === "end") return;
  if (redis.status === "ready") {
    const timer = setTimeout(() => redis.disconnect(), GOODBYE_MS);
    try {
      await redis.quit();
      return;
    } catch {
      // Lost or cut off while saying goodbye: nothing more to wait for.
    } finally {
      clearTimeout(timer);
    }
  }
  redis.disconnect();
}
