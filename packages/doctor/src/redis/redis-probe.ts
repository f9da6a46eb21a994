/** What the check asks of a Redis. */
export interface RedisProbe {
  /** Resolves once commands can be sent; rejects with the reason of the first failure. */
  reach: (signal: AbortSignal) => Promise<void>;
  info: () => Promise<string>;
  ping: () => Promise<unknown>;
}

/** The part of an ioredis client that is needed. */
export interface RedisClient {
  readonly status: string;
  info: () => Promise<string>;
  ping: () => Promise<unknown>;
  on: (event: "ready" | "error" | "close", listener: (error?: Error) => void) => unknown;
  off: (event: "ready" | "error" | "close", listener: (error?: Error) => void) => unknown;
}

/** The probe over a client that is connected, or connecting. */
export function createRedisProbe(redis: RedisClient): RedisProbe {
  return {
    info: () => redis.info(),
    ping: () => redis.ping(),
    async reach(signal) {
      if (redis.status === "ready") return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const onReady = (): void => resolve();
      const onFailure = (error?: Error): void => reject(error ?? new Error("closed"));
      const onAbort = (): void => reject(signal.reason);
      redis.on("ready", onReady);
      redis.on("error", onFailure);
      // After "error", where there is one: the first to speak is heard.
      redis.on("close", onFailure);
      signal.addEventListener("abort", onAbort, { once: true });
      if (signal.aborted) onAbort();
      try {
        await promise;
      } finally {
        redis.off("ready", onReady);
        redis.off("error", onFailure);
        redis.off("close", onFailure);
        signal.removeEventListener("abort", onAbort);
      }
    },
  };
}
