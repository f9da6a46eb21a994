import { mkdir } from "node:fs/promises";
import { dockerArguments, killContainer, pullImage, redisImage } from "./docker-redis.ts";
import { endProcess } from "./end-process.ts";
import { findRedisPrograms, type RedisProgram } from "./find-redis-server.ts";
import { findFreePort, isPortFree } from "./free-port.ts";
import { type ProcessEnd, startGuardedProcess } from "./guarded-process.ts";
import { installRedis } from "./install-redis.ts";
import { LocalRedisError } from "./local-redis-error.ts";
import { type DataDirLock, lockDataDir } from "./lock-data-dir.ts";
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
  ended: Promise<ProcessEnd>;
  /** Lets it write its file and end; resolves when it has. */
  stop(): Promise<void>;
  /** As `kill -9` does; resolves when it is gone. */
  kill(): Promise<void>;
}

const readyTimeoutMs = 60_000;
const maxPortTries = 5;
const stopTimeoutMs = 10_000;
const keptLines = 20;

/**
 * Finds (or installs) a Redis and starts it on loopback. It ends when this process does.
 * @throws LocalRedisError
 */
export async function startLocalRedis(options: LocalRedisOptions = {}): Promise<LocalRedis> {
  const say = options.say ?? (() => undefined);
  const program = await obtainRedisProgram({
    findPrograms: findRedisPrograms,
    install: () => installRedis(say),
    pullImage: () => pullImage(say),
    say,
  });
  if (options.dataDir === undefined) return startOnSomePort(program, options);
  const lock = await takeDataDir(options.dataDir);
  try {
    return await startOnSomePort(program, options, lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function takeDataDir(dataDir: string): Promise<DataDirLock> {
  try {
    await mkdir(dataDir, { recursive: true });
    return await lockDataDir(dataDir);
  } catch (cause) {
    if (cause instanceof LocalRedisError) throw cause;
    const why = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
    throw new LocalRedisError(
      "data_dir_unusable",
      `Redis cannot keep its data in ${dataDir}${why}. ` +
        "Set DATA_DIR (data_dir in config.yml) to a directory that this user may write to.",
      { cause },
    );
  }
}

async function startOnSomePort(
  program: RedisProgram,
  options: LocalRedisOptions,
  lock?: DataDirLock,
): Promise<LocalRedis> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await findFreePort());
    if (!(await isPortFree(port))) {
      if (options.port === undefined && attempt < maxPortTries) continue;
      throw new LocalRedisError("port_taken", `Port ${port} on 127.0.0.1 is taken by another program.`);
    }
    try {
      return await startOn(port, program, options, lock);
    } catch (error) {
      // Somebody bound the free port between our look and Redis's: take another.
      const lostRace =
        error instanceof LocalRedisError && error.code === "exited" && !(await isPortFree(port));
      if (!lostRace || options.port !== undefined || attempt === maxPortTries) throw error;
    }
  }
}

async function startOn(
  port: number,
  program: RedisProgram,
  options: LocalRedisOptions,
  lock?: DataDirLock,
): Promise<LocalRedis> {
  const { dataDir, databases = 16 } = options;
  const isServer = program.kind === "server";
  const args = isServer
    ? serverArguments({ bind: "127.0.0.1", port, databases, dataDir })
    : dockerArguments({ port, databases, dataDir });
  const lastLines: string[] = [];
  const process = startGuardedProcess(program.command, args, {
    onLine(line) {
      lastLines.push(line);
      if (lastLines.length > keptLines) lastLines.shift();
    },
  });
  const kill = async (): Promise<void> => {
    if (!isServer) await killContainer(port);
    await endProcess(process, "SIGKILL", stopTimeoutMs);
  };
  const url = `redis://127.0.0.1:${port}`;
  try {
    const { ended } = process;
    const pid = isServer ? process.pid : undefined;
    const runId = await waitUntilReady(
      url,
      { pid, ended, output: () => lastLines.join("\n") },
      readyTimeoutMs,
    );
    await lock?.note(port, runId);
  } catch (error) {
    await kill();
    throw error;
  }
  // The next start in this directory may begin the moment that this one is said to have ended.
  const ended = process.ended.then(async (end) => {
    await lock?.release();
    return end;
  });
  return {
    url,
    port,
    description: isServer ? `${program.command} ${program.version}` : `${redisImage} in Docker`,
    ended,
    async stop() {
      await endProcess(process, "SIGTERM", stopTimeoutMs);
      await ended;
    },
    async kill() {
      await kill();
      await ended;
    },
  };
}
