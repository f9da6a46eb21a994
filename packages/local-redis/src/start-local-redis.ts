import { mkdir } from "node:fs/promises";
import { refuseSecondServer, writePortFile } from "./data-dir-lock.ts";
import { dockerArguments, pullImage } from "./docker-redis.ts";
import { findRedisPrograms, type RedisProgram } from "./find-redis-server.ts";
import { findFreePort, isPortFree } from "./free-port.ts";
import { type GuardedProcess, startGuardedProcess } from "./guarded-process.ts";
import { installRedis } from "./install-redis.ts";
import { LocalRedisError } from "./local-redis-error.ts";
import { obtainRedisProgram } from "./obtain-redis-program.ts";
import { serverArguments } from "./server-arguments.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

export interface LocalRedisOptions {
  /** Where the append-only file lives; without it nothing survives a stop. */
  dataDir?: string;
  /** A loopback port; any free one without it. */
  port?: number;
  /** Logical databases (16). */
  databases?: number;
  /** Told, in one line each, what takes time: an installation, an image being pulled. */
  say?: (line: string) => void;
}

export interface LocalRedis {
  url: string;
  port: number;
  /** What runs it, for a person: "redis-server 7.0.15" or "redis:7-bookworm in Docker". */
  description: string;
  /** Resolves when the process has ended, asked or not. */
  ended: Promise<void>;
  /** Lets it write its file and end; resolves when it has. */
  stop(): Promise<void>;
  /** As `kill -9` does; resolves when it is gone. */
  kill(): Promise<void>;
}

const readyTimeoutMs = 60_000;
const maxPortTries = 5;
const stopTimeoutMs = 10_000;

/**
 * Finds (or installs) a Redis and starts it on loopback. It ends when this process does.
 * @throws LocalRedisError
 */
export async function startLocalRedis(options: LocalRedisOptions = {}): Promise<LocalRedis> {
  const say = options.say ?? (() => undefined);
  const program = await obtainRedisProgram({
    findPrograms: () => findRedisPrograms(),
    install: () => installRedis(say),
    pullImage: () => pullImage(say),
    say,
  });
  if (options.dataDir !== undefined) {
    await mkdir(options.dataDir, { recursive: true });
    await refuseSecondServer(options.dataDir);
  }
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    if (!(await isPortFree(port))) {
      if (options.port === undefined && attempt < maxPortTries) continue;
      throw new LocalRedisError("port_taken", `Port ${port} on 127.0.0.1 is taken by another program.`);
    }
    try {
      return await startOn(port, program, options);
    } catch (error) {
      // Somebody bound the free port between our look and Redis's: take another.
      const lostRace =
        error instanceof LocalRedisError && error.code === "exited" && !(await isPortFree(port));
      if (!lostRace || options.port !== undefined || attempt === maxPortTries) throw error;
    }
  }
}

async function startOn(port: number, program: RedisProgram, options: LocalRedisOptions): Promise<LocalRedis> {
  const { dataDir, databases = 16 } = options;
  const args =
    program.kind === "server"
      ? serverArguments({ bind: "127.0.0.1", port, databases, dataDir })
      : dockerArguments({ port, databases, dataDir });
  const process = startGuardedProcess(program.command, args);
  const url = `redis://127.0.0.1:${port}`;
  try {
    await waitUntilReady(url, process, readyTimeoutMs);
  } catch (error) {
    await end(process, "SIGKILL");
    throw error;
  }
  if (dataDir !== undefined) await writePortFile(dataDir, port);
  return {
    url,
    port,
    description:
      program.kind === "server" ? `${program.command} ${program.version}` : "redis:7-bookworm in Docker",
    ended: process.ended.then(() => undefined),
    stop: () => end(process, "SIGTERM"),
    kill: () => end(process, "SIGKILL"),
  };
}

async function end(process: GuardedProcess, signal: NodeJS.Signals): Promise<void> {
  if (process.hasEnded()) return;
  process.kill(signal);
  const force = setTimeout(() => process.kill("SIGKILL"), stopTimeoutMs);
  await process.ended;
  clearTimeout(force);
}
