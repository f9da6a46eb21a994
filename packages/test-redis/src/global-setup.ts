import { startLocalRedis } from "@dinglane/local-redis";
import type { TestProject } from "vitest/node";
import { databaseCount } from "./provided-context.ts";
import { startRedisContainer } from "./start-redis-container.ts";

/** vitest's globalSetup: one Redis for the run, in a container where an engine answers, else started here. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const say = (line: string): void => project.vitest.logger.log(line);
  const redis =
    (await startRedisContainer(databaseCount, say)) ??
    (await startLocalRedis({ databases: databaseCount, say }));
  project.provide("redisUrl", redis.url);
  return () => redis.stop();
}
