import { type RunCommand, runCommand } from "./run-command.ts";

export type RedisProgram =
  | { kind: "server"; command: string; version: string }
  | { kind: "docker"; command: "docker" };

const serverCommands = ["redis-server", "valkey-server"];
/** The scripts are built for Redis 7; Ubuntu 22.04 and Debian 11 still carry 6.0. */
const minMajorVersion = 7;
const probeTimeoutMs = 5_000;

/** What can run a Redis here, best first: a new enough server on PATH, then a Docker engine that answers. */
export async function findRedisPrograms(run: RunCommand = runCommand): Promise<RedisProgram[]> {
  const programs = await Promise.all([
    ...serverCommands.map((name) => probeServer(name, run)),
    probeDocker(run),
  ]);
  return programs.filter((program) => program !== undefined);
}

async function probeServer(command: string, run: RunCommand): Promise<RedisProgram | undefined> {
  const { ok, output } = await run(command, ["--version"], { timeoutMs: probeTimeoutMs });
  const version = /\bv=(\d+(?:\.\d+)*)/.exec(output)?.[1];
  if (!ok || version === undefined || Number.parseInt(version, 10) < minMajorVersion) return undefined;
  return { kind: "server", command, version };
}

async function probeDocker(run: RunCommand): Promise<RedisProgram | undefined> {
  // A client without an engine prints its own version and fails; only an engine has a Server section.
  const { ok } = await run("docker", ["version", "--format", "{{.Server.Version}}"], {
    timeoutMs: probeTimeoutMs,
  });
  return ok ? { kind: "docker", command: "docker" } : undefined;
}
