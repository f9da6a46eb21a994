import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Redis } from "ioredis";

/** Runs one Lua script: its keys, then its arguments. */
export type Script = (redis: Redis, keys: string[], args: (string | number | Buffer)[]) => Promise<unknown>;

/** Reads a Lua file; the script is sent by its hash, and whole only when the server does not know it (again). */
export function loadScript(file: URL): Script {
  const text = readFileSync(file, "utf8");
  const sha = createHash("sha1").update(text).digest("hex");
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return redis.eval(text, keys.length, ...keys, ...args);
    }
  };
}

/** Redis writes its error codes as the first word of the reply: "NOSCRIPT No matching script". */
const isUnknownScript = (error: unknown): boolean =>
  error instanceof Error && error.name === "ReplyError" && error.message.startsWith("NOSCRIPT ");
