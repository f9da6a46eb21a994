import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalRedis } from "@dinglane/local-redis";
import { Redis } from "ioredis";

/** Counters of the server at one moment. */
export interface RedisUsage {
  cpuSeconds: number;
  /** EVALSHA and EVAL: one per script of ours or BullMQ's. */
  scripts: number;
  /** Every command, those inside scripts included. */
  commands: number;
}

export interface BenchRedis extends AsyncDisposable {
  url: string;
  redis: Redis;
  /** For a person: program and version. */
  description: string;
  pid(): Promise<number>;
  /** Empties it and sets its counters to zero. */
  clear(): Promise<void>;
  usage(): Promise<RedisUsage>;
}

/** A Redis of the run's own, with the persistence that an installation should have: AOF, everysec. */
export async function openBenchRedis(say: (line: string) => void): Promise<BenchRedis> {
  const dataDir = await mkdtemp(join(tmpdir(), "dinglane-bench-"));
  const server = await startLocalRedis({ dataDir, say });
  const redis = new Redis(server.url, { maxRetriesPerRequest: null });
  return {
    url: server.url,
    redis,
    description: server.description,
    async pid() {
      return Number(/process_id:(\d+)/.exec(await redis.info("server"))?.[1]);
    },
    async clear() {
      await redis.flushall();
      await redis.config("RESETSTAT");
    },
    async usage() {
      const text = (await redis.info("cpu")) + (await redis.info("commandstats"));
      const cpu = [...text.matchAll(/^used_cpu_(?:user|sys):([\d.]+)/gm)];
      const calls = [...text.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)];
      return {
        cpuSeconds: sum(cpu, 1),
        scripts: sum(
          calls.filter(([, name]) => name === "evalsha" || name === "eval"),
          2,
        ),
        commands: sum(calls, 2),
      };
    },
    async [Symbol.asyncDispose]() {
      redis.disconnect();
      await server.kill();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function sum(matches: readonly RegExpExecArray[], group: number): number {
  return matches.reduce((total, match) => total + Number(match[group]), 0);
}
