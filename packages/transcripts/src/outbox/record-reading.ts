import type { Redis } from "ioredis";
import { readingEffect } from "./reading-effect.ts";

/** Records a reading at once, for whoever shows an export. */
export async function recordReading(
  { redis, prefix }: { redis: Pick<Redis, "xadd">; prefix: string },
  reading: Parameters<typeof readingEffect>[1],
): Promise<void> {
  const { key, json } = readingEffect(prefix, reading);
  await redis.xadd(key, "*", "json", json);
}
