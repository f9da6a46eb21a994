import type { Redis } from "ioredis";

/** Tells whether a connection stands and, if it was lost before, has stood for so long. */
export function watchOutages(redis: Redis, settleMs: number): () => boolean {
  let wasLost = false;
  let settledAt = 0;
  redis.on("close", () => {
    wasLost = true;
  });
  redis.on("ready", () => {
    if (wasLost) settledAt = performance.now() + settleMs;
  });
  return () => redis.status === "ready" && performance.now() >= settledAt;
}
