import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { LocalRedisError } from "./local-redis-error.ts";

const fileName = "server";
/** A predecessor whose parent was killed needs a moment to write its file and go. */
const usualGraceMs = 8_000;
const retryMs = 100;

/**
 * Two servers on one append-only file destroy it: refuses while another Redis serves this directory.
 * @throws LocalRedisError `data_dir_in_use`
 */
export async function refuseSecondServer(dataDir: string, graceMs = usualGraceMs): Promise<void> {
  const note = await readFile(join(dataDir, fileName), "utf8").catch(() => "");
  const [port = "", runId = ""] = note.trim().split(" ");
  if (runId === "") return;
  const deadline = performance.now() + graceMs;
  while ((await runIdAt(Number(port))) === runId) {
    if (performance.now() >= deadline) {
      throw new LocalRedisError(
        "data_dir_in_use",
        `Another Redis (127.0.0.1:${port}) already keeps its data in ${dataDir}. ` +
          "Stop the Dinglane that runs there, or set DATA_DIR to another directory.",
      );
    }
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

/** Leaves a note for the next start. */
export async function noteServer(dataDir: string, port: number, runId: string): Promise<void> {
  await writeFile(join(dataDir, fileName), `${port} ${runId}\n`);
}

async function runIdAt(port: number): Promise<string | undefined> {
  const redis = new Redis(port, "127.0.0.1", { lazyConnect: true, retryStrategy: () => null });
  redis.on("error", () => undefined);
  try {
    await redis.connect();
    return /^run_id:(\w+)/m.exec(await redis.info("server"))?.[1];
  } catch {
    // Nobody there, or somebody else's Redis with a password: not ours in either case.
    return undefined;
  } finally {
    redis.disconnect();
  }
}
