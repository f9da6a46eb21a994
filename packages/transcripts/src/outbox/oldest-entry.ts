import type { Redis } from "ioredis";
import { outboxKey } from "../keys.ts";

/** How long the oldest entry has waited for the database, in ms; 0 when none waits. `now` is epoch ms. */
export async function oldestEntryAgeMs(
  { redis, prefix }: { redis: Pick<Redis, "xrange">; prefix: string },
  now: number,
): Promise<number> {
  const [oldest] = await redis.xrange(outboxKey(prefix), "-", "+", "COUNT", 1);
  if (oldest === undefined) return 0;
  // Redis begins an id with its clock's ms.
  return Math.max(0, now - Number(oldest[0].split("-")[0]));
}
