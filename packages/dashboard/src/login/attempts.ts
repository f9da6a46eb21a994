import { createHash } from "node:crypto";
import type { Redis } from "ioredis";
import { z } from "zod";
import { addressAttemptsKey, ATTEMPTS_WINDOW_SECONDS, nameAttemptsKey } from "../keys.ts";

/** Failures allowed in a window. An address may be a whole office behind one router. */
const MAX_BY_NAME = 10;
const MAX_BY_ADDRESS = 30;

interface Attempt {
  name: string;
  address: string;
}

export interface Attempts {
  /** Counts the attempt before the password is looked at, so that many at once gain nothing. */
  begin(attempt: Attempt): Promise<{ allowed: true } | { allowed: false; retryAfterSeconds: number }>;
  /** The attempt was right: only failures count. */
  succeed(attempt: Attempt): Promise<void>;
}

const counted = z.tuple([
  z.tuple([z.null(), z.number()]),
  z.tuple([z.null(), z.unknown()]),
  z.tuple([z.null(), z.number()]),
]);

/** Counts failed logins in Redis, by name and by address, in windows that begin with the first failure. */
export function createAttempts({ redis, prefix }: { redis: Pick<Redis, "multi">; prefix: string }): Attempts {
  const keysOf = ({ name, address }: Attempt): { name: string; address: string } => ({
    name: nameAttemptsKey(prefix, createHash("sha256").update(name).digest("hex")),
    address: addressAttemptsKey(prefix, address),
  });

  async function count(key: string): Promise<{ failures: number; leftSeconds: number }> {
    const replies = await redis.multi().incr(key).expire(key, ATTEMPTS_WINDOW_SECONDS, "NX").ttl(key).exec();
    const [[, failures], , [, leftSeconds]] = counted.parse(replies);
    return { failures, leftSeconds: Math.max(1, leftSeconds) };
  }

  return {
    async begin(attempt) {
      const keys = keysOf(attempt);
      const [byName, byAddress] = await Promise.all([count(keys.name), count(keys.address)]);
      const waits = [
        ...(byName.failures > MAX_BY_NAME ? [byName.leftSeconds] : []),
        ...(byAddress.failures > MAX_BY_ADDRESS ? [byAddress.leftSeconds] : []),
      ];
      return waits.length === 0
        ? { allowed: true }
        : { allowed: false, retryAfterSeconds: Math.max(...waits) };
    },
    async succeed(attempt) {
      const keys = keysOf(attempt);
      await redis.multi().del(keys.name).decr(keys.address).exec();
    },
  };
}
