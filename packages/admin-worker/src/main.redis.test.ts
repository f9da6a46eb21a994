import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

test("started without Redis and without a model key, it is told to stop and exits 0 soon after", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "dinglane-admin-"));
  const child = spawn(process.execPath, [MAIN], {
    env: { REDIS_URL: "redis://127.0.0.1:1", CONFIG_FILE: "", DATA_DIR: dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await expect.poll(() => printed, { timeout: 20_000 }).toContain('"redis":"worker"');
  child.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
  await rm(dataDir, { recursive: true });
});
