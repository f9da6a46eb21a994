import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runIdAt } from "./run-id-at.ts";

const noteName = "server";

/** Leaves word in a data directory of the server that runs over it; it holds no secret. */
export async function noteLocalRedis(dataDir: string, port: number, runId: string): Promise<void> {
  await writeFile(join(dataDir, noteName), `${port} ${runId}\n`);
}

/**
 * The loopback port of the Redis that runs over a data directory now. The word that a past one left, with another server
 * on its port or none, is nothing.
 */
export async function portOfLocalRedis(dataDir: string, timeoutMs?: number): Promise<number | undefined> {
  const note = await readFile(join(dataDir, noteName), "utf8").catch(() => "");
  const [port = "", runId = ""] = note.trim().split(" ");
  return runId !== "" && (await runIdAt(Number(port), timeoutMs)) === runId ? Number(port) : undefined;
}
