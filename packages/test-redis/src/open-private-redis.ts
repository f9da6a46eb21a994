import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort, type LocalRedis, startLocalRedis } from "@dinglane/local-redis";

export interface PrivateRedis extends AsyncDisposable {
  /** Stays the same over restarts. */
  url: string;
  /** `kill -9`, then gone until `start`. */
  kill(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Starts it again on the same port and append-only file. */
  start(): Promise<void>;
}

/** A Redis server of one's own, persistent in a temporary directory, for tests that kill and restart it. */
export async function openPrivateRedis(): Promise<PrivateRedis> {
  const dataDir = await mkdtemp(join(tmpdir(), "dinglane-redis-"));
  const port = await findFreePort();
  let running: LocalRedis | undefined;
  const start = async (): Promise<void> => {
    running ??= await startLocalRedis({ dataDir, port });
  };
  const end = async (how: "stop" | "kill"): Promise<void> => {
    await running?.[how]();
    running = undefined;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => end("kill"),
    stop: () => end("stop"),
    start,
    async [Symbol.asyncDispose]() {
      await end("kill");
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
