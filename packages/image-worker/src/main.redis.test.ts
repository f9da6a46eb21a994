import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

test("started without Redis, it is told to stop and exits 0 soon after", async () => {
  const child = spawn(process.execPath, [MAIN], {
    env: { REDIS_URL: "redis://127.0.0.1:1", APIKEY: "key", CONFIG_FILE: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await expect.poll(() => printed, { timeout: 20_000 }).toContain('"redis":"worker"');
  child.kill("SIGTERM");
  expect(await exited).toEqual([0, null]);
});
