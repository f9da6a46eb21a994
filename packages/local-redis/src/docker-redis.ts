import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { LocalRedisError } from "./local-redis-error.ts";
import { type RunCommand, runCommand } from "./run-command.ts";
import { serverArguments } from "./server-arguments.ts";

const image = "redis:7-bookworm";
const pullTimeoutMs = 3 * 60_000;

/**
 * Makes sure that the engine has the image.
 * @throws LocalRedisError `image_unavailable` when the registry cannot be reached
 */
export async function pullImage(say: (line: string) => void, run: RunCommand = runCommand): Promise<void> {
  if ((await run("docker", ["image", "inspect", image])).ok) return;
  say(`Pulling ${image} with Docker.`);
  const { ok, output } = await run("docker", ["pull", "-q", image], { timeoutMs: pullTimeoutMs });
  if (!ok) throw new LocalRedisError("image_unavailable", `docker pull ${image} failed: ${output.trim()}`);
}

/**
 * `docker run` in the foreground: it passes SIGTERM on to Redis, so the guard of the process guards the container.
 * The data lies in a volume named after the directory, which spares us the owner of bind-mounted files.
 */
export function dockerArguments(settings: {
  port: number;
  databases: number;
  dataDir?: string | undefined;
}): string[] {
  const { port, databases, dataDir } = settings;
  const docker = ["run", "--rm", "--pull", "never", "--publish", `127.0.0.1:${port}:6379`];
  if (dataDir !== undefined) docker.push("--volume", `${volumeName(dataDir)}:/data`);
  const inside = {
    bind: "0.0.0.0",
    port: 6379,
    databases,
    dataDir: dataDir === undefined ? undefined : "/data",
  };
  return [...docker, image, "redis-server", ...serverArguments(inside)];
}

function volumeName(dataDir: string): string {
  return `dinglane-redis-${createHash("sha256").update(resolve(dataDir)).digest("hex").slice(0, 12)}`;
}
