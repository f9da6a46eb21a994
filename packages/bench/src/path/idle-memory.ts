import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startService } from "../http/start-program.ts";
import { processUsage } from "../measure/process-usage.ts";

/** The services that the whole path does without. */
const OTHERS = ["image-worker", "admin-worker", "dashboard"] as const;

/** Starts each by itself; the bytes that it is resident with once it has settled. */
export async function measureIdleMemory(
  redisUrl: string,
  settleMs: number,
): Promise<[name: string, rssBytes: number | undefined][]> {
  await using files = await openDirectory();
  const env = {
    REDIS_URL: redisUrl,
    APIKEY: "sk-of-nobody",
    DASHBOARD_USERS: "nobody:a-word-of-nobody:viewer",
    DATA_DIR: files.path,
  };
  const measured: [string, number | undefined][] = [];
  for (const name of OTHERS) {
    await using service = await startService(name, env);
    await sleep(settleMs);
    measured.push([name, (await processUsage(service.pid))?.rssBytes]);
  }
  return measured;
}

async function openDirectory(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), "dinglane-bench-"));
  return { path, [Symbol.asyncDispose]: async () => rm(path, { recursive: true, force: true }) };
}
