import { readFile, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { LocalRedisError } from "./local-redis-error.ts";

const fileName = "port";
/** A predecessor whose parent was killed needs a moment to write its file and go. */
const graceMs = 5_000;
const retryMs = 100;

/**
 * Two servers on one append-only file destroy it: refuses while another Redis serves this directory.
 * @throws LocalRedisError `data_dir_in_use`
 */
export async function refuseSecondServer(dataDir: string, now: () => number = Date.now): Promise<void> {
  const text = await readFile(join(dataDir, fileName), "utf8").catch(() => "");
  const port = Number.parseInt(text, 10);
  if (!(port > 0)) return;
  const path = await realpath(dataDir);
  const deadline = now() + graceMs;
  while (await servesDirectory(port, path)) {
    if (now() >= deadline) {
      throw new LocalRedisError(
        "data_dir_in_use",
        `Another Redis (127.0.0.1:${port}) already keeps its data in ${path}. Stop it, or set DATA_DIR.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

/** Leaves a note for the next start. */
export async function writePortFile(dataDir: string, port: number): Promise<void> {
  await writeFile(join(dataDir, fileName), `${port}\n`);
}

async function servesDirectory(port: number, path: string): Promise<boolean> {
  const redis = new Redis(port, "127.0.0.1", { lazyConnect: true, retryStrategy: () => null });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    const answer: unknown = await redis.config("GET", "dir");
    return Array.isArray(answer) && answer[1] === path;
  } catch {
    // Nobody there, or somebody else's Redis with a password: not ours in either case.
    return false;
  } finally {
    redis.disconnect();
  }
}
