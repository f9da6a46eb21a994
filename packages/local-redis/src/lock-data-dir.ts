import { randomUUID } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LocalRedisError } from "./local-redis-error.ts";
import { noteLocalRedis, portOfLocalRedis } from "./port-of-local-redis.ts";
import { processStart } from "./process-start.ts";

const lockName = "lock";
/** A predecessor that is told to end, or whose parent was killed, needs a moment to write its file and go. */
const usualGraceMs = 8_000;
const retryMs = 100;

export interface DataDirLock {
  /** Leaves word of the server for a start after we were killed, which it may outlive by seconds, and for the doctor. */
  note(port: number, runId: string): Promise<void>;
  release(): Promise<void>;
}

/**
 * Two servers on one append-only file destroy it: of all processes only the holder may start one here. Whoever holds it
 * is named by pid and start time; only from the dead it is taken over, and not while their server still answers.
 * @throws LocalRedisError `data_dir_in_use`
 */
export async function lockDataDir(dataDir: string, graceMs = usualGraceMs): Promise<DataDirLock> {
  const path = join(dataDir, lockName);
  const own = `${process.pid} ${await processStart(process.pid)} ${randomUUID()}\n`;
  const deadline = performance.now() + graceMs;
  const waitFor = async (holder: string): Promise<void> => {
    if (performance.now() >= deadline) throw inUse(dataDir, holder);
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  };

  while (!(await isCreated(path, own))) {
    const held = await readFile(path, "utf8").catch(() => undefined);
    if (held === undefined) continue;
    const isWritten = held.endsWith("\n");
    if (isWritten && !(await isHolderAlive(held))) await takeAway(path, held);
    else if (!isWritten && performance.now() >= deadline) await takeAway(path, held);
    else await waitFor(`started by process ${held.split(" ", 1)[0]}`);
  }
  const release = async (): Promise<void> => {
    if ((await readFile(path, "utf8").catch(() => "")) === own) await rm(path, { force: true });
  };
  try {
    for (let port = await portOfLocalRedis(dataDir); port; port = await portOfLocalRedis(dataDir)) {
      await waitFor(`127.0.0.1:${port}`);
    }
    if ((await readFile(path, "utf8").catch(() => "")) !== own) throw inUse(dataDir, "started just now");
  } catch (error) {
    await release();
    throw error;
  }
  return {
    note: (port, runId) => noteLocalRedis(dataDir, port, runId),
    release,
  };
}

async function isCreated(path: string, content: string): Promise<boolean> {
  try {
    await writeFile(path, content, { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function isHolderAlive(held: string): Promise<boolean> {
  const [pid, start] = held.trim().split(" ");
  return (await processStart(Number(pid))) === start;
}

/** Another start may have been faster, and then this is its lock: what was moved is looked at, and put back. */
async function takeAway(path: string, held: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    // Gone already.
    return;
  }
  // Where that fails a third start has the lock, and the second will notice.
  if ((await readFile(aside, "utf8")) !== held) await link(aside, path).catch(() => undefined);
  await rm(aside);
}

function inUse(dataDir: string, holder: string): LocalRedisError {
  return new LocalRedisError(
    "data_dir_in_use",
    `Another Redis (${holder}) already keeps its data in ${dataDir}. ` +
      "Stop the Dinglane that runs there, or set DATA_DIR to another directory.",
  );
}
