import { randomBytes } from "node:crypto";
import type { Redis } from "ioredis";
import { KNOWN_BROWSER_SECONDS, knownBrowserKey } from "../keys.ts";
import { hashOf } from "./hash-of.ts";

export interface KnownBrowsers {
  /** The hash of the id, where this name was the last to log in with it. */
  find(id: string | undefined, name: string): Promise<string | undefined>;
  /** Remembers that this name has logged in; returns the id for the cookie, always a new one, so none can be planted. */
  remember(name: string): Promise<string>;
  forget(hash: string): Promise<void>;
}

/**
 * Browsers in which somebody has logged in, in Redis, so that every replica knows them. It lets nobody in: whoever has such an
 * id still needs the password, and has a throttle of their own. Redis holds the id's hash only.
 */
export function createKnownBrowsers({
  redis,
  prefix,
}: {
  redis: Pick<Redis, "set" | "get" | "del">;
  prefix: string;
}): KnownBrowsers {
  return {
    async find(id, name) {
      if (id === undefined) return undefined;
      const hash = hashOf(id);
      return (await redis.get(knownBrowserKey(prefix, hash))) === name ? hash : undefined;
    },
    async remember(name) {
      const id = randomBytes(32).toString("base64url");
      await redis.set(knownBrowserKey(prefix, hashOf(id)), name, "EX", KNOWN_BROWSER_SECONDS);
      return id;
    },
    async forget(hash) {
      await redis.del(knownBrowserKey(prefix, hash));
    },
  };
}
