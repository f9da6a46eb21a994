import { type RedisTap, startRedisTap } from "@dinglane/redis-tap";

/** Changes nothing, and counts what a service sends to Redis: one round trip each. */
export interface CommandCounter extends RedisTap {
  /** Commands by name since the last `reset`; what scripts do inside Redis is not among them. */
  counts(): ReadonlyMap<string, number>;
  reset(): void;
}

export async function startCommandCounter(redisUrl: string): Promise<CommandCounter> {
  let counts = new Map<string, number>();
  const tap = await startRedisTap(redisUrl, ({ toRedis, toProcess }) => ({
    onCommand({ words, bytes }) {
      const name = words[0]?.toUpperCase() ?? "";
      counts.set(name, (counts.get(name) ?? 0) + 1);
      toRedis(bytes);
    },
    onAnswer: toProcess,
  }));
  return {
    ...tap,
    counts: () => counts,
    reset() {
      counts = new Map();
    },
  };
}
