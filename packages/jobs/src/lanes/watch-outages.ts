import type { Redis } from "ioredis";

export interface OutageOptions {
  /** An outage of this length or more may have made locks run out. */
  outageMs: number;
  /** How long all others have after it to come back and tell what they have done. */
  settleMs: number;
}

/** Tells whether a connection stands and, if it was lost for long before, has stood for some time. */
export function watchOutages(redis: Redis, { outageMs, settleMs }: OutageOptions): () => boolean {
  let lostAt: number | undefined;
  let settledAt = 0;
  redis.on("close", () => {
    lostAt ??= performance.now();
  });
  redis.on("ready", () => {
    const now = performance.now();
    if (lostAt !== undefined && now - lostAt >= outageMs) settledAt = now + settleMs;
    lostAt = undefined;
  });
  return () => redis.status === "ready" && performance.now() >= settledAt;
}
