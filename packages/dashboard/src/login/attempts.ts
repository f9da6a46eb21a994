import type { Redis } from "ioredis";
import { z } from "zod";
import {
  addressAttemptsKey,
  ATTEMPTS_WINDOW_SECONDS,
  browserAttemptsKey,
  nameAttemptsKey,
  personAttemptsKey,
} from "../keys.ts";
import { hashOf } from "./hash-of.ts";

/**
 * Failures allowed in a window. Tight where the guesses come from one place; an address may be a whole office behind one
 * router. Loose by name alone, for that one anybody can use up: it is there against many addresses guessing together.
 */
const MAX_BY_PERSON = 10;
const MAX_BY_ADDRESS = 30;
const MAX_BY_NAME = 100;
const MAX_BY_BROWSER = 10;

interface Attempt {
  name: string;
  address: string;
  /** Hash of the id of a browser in which this name has logged in before (see known-browsers.ts). */
  browser?: string | undefined;
}

export interface Attempts {
  /** Counts the attempt before the password is looked at, so that many at once gain nothing. */
  begin(attempt: Attempt): Promise<{ allowed: true } | { allowed: false; retryAfterSeconds: number }>;
  /** The attempt was right: only failures count. */
  succeed(attempt: Attempt): Promise<void>;
}

interface Bound {
  key: string;
  most: number;
}

const counted = z.tuple([
  z.tuple([z.null(), z.number()]),
  z.tuple([z.null(), z.unknown()]),
  z.tuple([z.null(), z.number()]),
]);

/**
 * Counts failed logins in Redis, in windows that begin with the first failure: by name and address, by address, by name. A
 * known browser is counted by itself alone, so nobody else's guesses, not even those of its own address, lock it out.
 */
export function createAttempts({ redis, prefix }: { redis: Pick<Redis, "multi">; prefix: string }): Attempts {
  function boundsOf({ name, address, browser }: Attempt): [own: Bound, ...others: Bound[]] {
    if (browser !== undefined) return [{ key: browserAttemptsKey(prefix, browser), most: MAX_BY_BROWSER }];
    const nameHash = hashOf(name);
    return [
      { key: personAttemptsKey(prefix, nameHash, address), most: MAX_BY_PERSON },
      { key: addressAttemptsKey(prefix, address), most: MAX_BY_ADDRESS },
      { key: nameAttemptsKey(prefix, nameHash), most: MAX_BY_NAME },
    ];
  }

  async function count(key: string): Promise<{ failures: number; leftSeconds: number }> {
    const replies = await redis.multi().incr(key).expire(key, ATTEMPTS_WINDOW_SECONDS, "NX").ttl(key).exec();
    const [[, failures], , [, leftSeconds]] = counted.parse(replies);
    return { failures, leftSeconds: Math.max(1, leftSeconds) };
  }

  return {
    async begin(attempt) {
      // One after another: what a tight bound refuses uses up no loose one, so a single address cannot lock out a name.
      for (const { key, most } of boundsOf(attempt)) {
        const { failures, leftSeconds } = await count(key);
        if (failures > most) return { allowed: false, retryAfterSeconds: leftSeconds };
      }
      return { allowed: true };
    },
    async succeed(attempt) {
      const [own, ...others] = boundsOf(attempt);
      const commands = redis.multi().del(own.key);
      for (const { key } of others) commands.decr(key);
      await commands.exec();
    },
  };
}
