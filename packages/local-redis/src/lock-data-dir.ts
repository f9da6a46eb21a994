import { randomUUID } from "node:crypto";
import { link, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LocalRedisError } from "./local-redis-error.ts";
import { noteLocalRedis, portOfLocalRedis } from "./port-of-local-redis.ts";
import { processStart } from "./process-start.ts";

const lockName = "lock";
/** A predecessor that is told to end, or whose parent was killed, needs a moment to write its file and go. */
const usualGraceMs = 8_000;
const retryMs = 100;
/** Taking a lock away takes milliseconds: whoever began to so long ago died over it. */
const takingMs = 10_000;

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
    const isLeft = isWritten ? !(await isHolderAlive(held)) : performance.now() >= deadline;
    if (!isLeft || !(await takeAway(path, held)))
      await waitFor(`started by process ${held.split(" ", 1)[0]}`);
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

/** There at once and whole, so that nobody finds a lock without its holder's name; false when there is one already. */
async function isCreated(path: string, content: string): Promise<boolean> {
  const aside = `${path}.${randomUUID()}`;
  await writeFile(aside, content, { flag: "wx" });
  try {
    await link(aside, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(aside);
  }
}

async function isHolderAlive(held: string): Promise<boolean> {
  const [pid, start] = held.trim().split(" ");
  return (await processStart(Number(pid))) === start;
}

/**
 * Removes the lock if it is still the one that was left: one start at a time, or the second would remove the lock that
 * the first has made in the meantime. False when another is at it.
 */
async function takeAway(path: string, held: string): Promise<boolean> {
  const taking = `${path}.taking`;
  if (!(await isCreated(taking, ""))) {
    const begun = await stat(taking).catch(() => undefined);
    if (begun !== undefined && Date.now() - begun.mtimeMs > takingMs) await rm(taking, { force: true });
    return false;
  }
  try {
    if ((await readFile(path, "utf8").catch(() => undefined)) === held) await rm(path, { force: true });
    return true;
  } finally {
    await rm(taking, { force: true });
  }
}

function inUse(dataDir: string, holder: string): LocalRedisError {
  return new LocalRedisError(
    "data_dir_in_use",
    `Another Redis (${holder}) already keeps its data in ${dataDir}. ` +
      "Stop the Dinglane that runs there, or set DATA_DIR to another directory.",
  );
}
