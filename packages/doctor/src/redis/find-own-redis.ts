import { join } from "node:path";
import { portOfLocalRedis } from "@dinglane/local-redis";
import type { Config, Host } from "@dinglane/runtime";
import { bringsRedis } from "./brings-redis.ts";

const PATIENCE_MS = 2_000;

/** The address of the Redis that `pnpm start` has brought along and that runs now. */
export async function findOwnRedis(
  config: Pick<Config, "redisUrl" | "dataDir">,
  env: Host["env"],
): Promise<string | undefined> {
  if (!bringsRedis(config, env)) return undefined;
  const port = await portOfLocalRedis(join(config.dataDir, "redis"), PATIENCE_MS);
  return port === undefined ? undefined : `redis://127.0.0.1:${port}`;
}
