import type { Config, Host } from "@dinglane/runtime";

const DEFAULT_REDIS_URL = "redis://127.0.0.1:6379";

/**
 * Whether `pnpm start` would bring a Redis of its own along, with its data in data_dir: where redis_url was not set. The
 * configuration has its default filled in.
 */
export function bringsRedis({ redisUrl }: Pick<Config, "redisUrl">, env: Host["env"]): boolean {
  return (env["REDIS_URL"] ?? "").trim() === "" && redisUrl === DEFAULT_REDIS_URL;
}
