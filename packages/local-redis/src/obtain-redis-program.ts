import type { RedisProgram } from "./find-redis-server.ts";
import { LocalRedisError } from "./local-redis-error.ts";

export interface ObtainSteps {
  /** What is there, best first. */
  findPrograms(): Promise<RedisProgram[]>;
  /** True when something was installed. */
  install(): Promise<boolean>;
  /** Throws LocalRedisError when the engine cannot get the image. */
  pullImage(): Promise<void>;
  say(line: string): void;
}

export const howToInstall = [
  "Dinglane needs Redis 7 or newer (or Valkey). Any one of these will do:",
  "  Debian, Ubuntu   sudo apt-get update && sudo apt-get install -y redis-server",
  "  macOS            brew install redis",
  "  Docker           docker run -d -p 127.0.0.1:6379:6379 redis:7-bookworm   (then REDIS_URL=redis://127.0.0.1:6379)",
  "  elsewhere        set REDIS_URL to a Redis that you have",
].join("\n");

/**
 * A server on PATH, else a Docker engine that has or gets the image, else an installation.
 * @throws LocalRedisError `not_found`, its message naming the commands; `install_failed`
 */
export async function obtainRedisProgram(steps: ObtainSteps): Promise<RedisProgram> {
  for (const program of await steps.findPrograms()) {
    if (program.kind === "server") return program;
    try {
      await steps.pullImage();
      return program;
    } catch (error) {
      if (!(error instanceof LocalRedisError)) throw error;
      steps.say(
        `A Docker engine answers, but it cannot get the image; going on without it. ${error.message}`,
      );
    }
  }
  if (await steps.install()) {
    const installed = (await steps.findPrograms()).find((program) => program.kind === "server");
    if (installed !== undefined) return installed;
  }
  throw new LocalRedisError("not_found", howToInstall);
}
