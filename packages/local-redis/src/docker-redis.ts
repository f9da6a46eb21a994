import { userInfo } from "node:os";
import { resolve } from "node:path";
import { LocalRedisError } from "./local-redis-error.ts";
import { type RunCommand, runCommand } from "./run-command.ts";
import { serverArguments } from "./server-arguments.ts";

export const redisImage = "redis:7-bookworm";
const pullTimeoutMs = 3 * 60_000;

/**
 * Makes sure that the engine has the image.
 * @throws LocalRedisError `image_unavailable` when the registry cannot be reached
 */
export async function pullImage(say: (line: string) => void, run: RunCommand = runCommand): Promise<void> {
  if ((await run("docker", ["image", "inspect", redisImage])).ok) return;
  say(`Pulling ${redisImage} with Docker.`);
  const { ok, output } = await run("docker", ["pull", "-q", redisImage], { timeoutMs: pullTimeoutMs });
  if (!ok)
    throw new LocalRedisError("image_unavailable", `docker pull ${redisImage} failed: ${output.trim()}`);
}

export interface DockerSettings {
  port: number;
  databases: number;
  dataDir?: string | undefined;
}

/**
 * `docker run` in the foreground: it passes SIGTERM on to Redis, so the guard of the process guards the container.
 * Run as the present user, so that the files in the mounted directory stay ours to read and to remove.
 */
export function dockerArguments({ port, databases, dataDir }: DockerSettings): string[] {
  const { uid, gid } = userInfo();
  const docker = ["run", "--rm", "--pull", "never", "--name", containerName(port)];
  docker.push("--publish", `127.0.0.1:${port}:6379`, "--user", `${uid}:${gid}`);
  if (dataDir !== undefined) docker.push("--volume", `${resolve(dataDir)}:/data`);
  const inside = {
    bind: "0.0.0.0",
    port: 6379,
    databases,
    dataDir: dataDir === undefined ? undefined : "/data",
  };
  return [...docker, redisImage, "redis-server", ...serverArguments(inside)];
}

/** `kill -9` of the client would leave the container running. */
export async function killContainer(port: number, run: RunCommand = runCommand): Promise<void> {
  await run("docker", ["kill", containerName(port)]);
}

function containerName(port: number): string {
  return `dinglane-redis-${port}`;
}
