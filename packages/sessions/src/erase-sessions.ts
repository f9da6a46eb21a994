import type { Redis } from "ioredis";
import { sessionKeysOf } from "./keys.ts";

const SCAN_COUNT = 1_000;

/** Forgets a person's modes and contexts with all robots, in all conversations; resolves with how many there were. */
export async function eraseSessions(
  { redis, prefix }: { redis: Redis; prefix: string },
  user: string,
): Promise<number> {
  let erased = 0;
  const match = sessionKeysOf(prefix, user);
  for await (const keys of redis.scanStream({ match, count: SCAN_COUNT }) as AsyncIterable<string[]>) {
    if (keys.length > 0) erased += await redis.del(...keys);
  }
  return erased;
}
