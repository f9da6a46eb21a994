import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Runs a command to its end; resolves with what it printed to standard output. */
export async function run(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await execute(command, args, { maxBuffer: MAX_OUTPUT_BYTES });
  return stdout.trim();
}

/** The command of Compose v2, else of docker-compose 1.29. Throws in plain words where there is neither, or no engine. */
export async function findCompose(): Promise<readonly [string, ...string[]]> {
  try {
    await run("docker", ["info"]);
  } catch (cause) {
    throw new Error("no Docker engine answers `docker info`: start one, or run the other tests", { cause });
  }
  for (const command of [["docker", "compose"], ["docker-compose"]] as const) {
    const [program, ...args] = command;
    try {
      await run(program, [...args, "version"]);
      return command;
    } catch {
      // Try the next one.
    }
  }
  throw new Error("neither `docker compose` nor `docker-compose` is there: install one of them");
}
