import type { Redis } from "ioredis";
import type { LaneScript } from "./load-lane-scripts.ts";

export type ScriptArgument = string | number | Buffer;

/** Sends a script by its hash, and whole when the server does not know it (a new server, SCRIPT FLUSH). */
export async function runScript(
  redis: Redis,
  script: LaneScript,
  keys: readonly ScriptArgument[],
  args: readonly ScriptArgument[],
): Promise<unknown> {
  try {
    return await redis.evalsha(script.sha1, keys.length, ...keys, ...args);
  } catch (error) {
    // Redis begins an error with its code: "NOSCRIPT No matching script".
    if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
    return redis.eval(script.text, keys.length, ...keys, ...args);
  }
}
