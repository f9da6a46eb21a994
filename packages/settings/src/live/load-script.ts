import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Redis } from "ioredis";

/** The part of a client that runs scripts. */
export type ScriptRunner = Pick<Redis, "eval" | "evalsha">;

/** Reads a Lua file; the script is sent by its hash, and whole only when the server does not know it (again). */
export function loadScript(
  file: URL,
): (redis: ScriptRunner, keys: string[], args: (string | number)[]) => Promise<unknown> {
  const text = readFileSync(file, "utf8");
  const sha = createHash("sha1").update(text).digest("hex");
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      // Redis writes its error codes as the first word of the reply.
      const isUnknown = error instanceof Error && error.message.startsWith("NOSCRIPT ");
      if (!isUnknown) throw error;
      return redis.eval(text, keys.length, ...keys, ...args);
    }
  };
}
