import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openTestRedis } from "@dinglane/test-redis";
import { expect, it, vi } from "vitest";
import { createBrowser } from "./fixtures/browser.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

interface DashboardProcess extends AsyncDisposable {
  url: string;
  printed: () => string;
  /** Sends SIGTERM and resolves with the exit code. */
  stop: () => Promise<number | null>;
}

/** Starts the real service on a free port; rejects with what it printed when it exits instead. */
async function startDashboardProcess(env: Record<string, string>): Promise<DashboardProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: { CONFIG_FILE: "", DASHBOARD_PORT: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  const exited = once(child, "exit") as Promise<[number | null]>;
  const port = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString("utf8");
      const [, found] = /"port":(\d+)[^\n]*"msg":"listening"/.exec(printed) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`the dashboard exited with ${code}: ${printed}`)));
  });
  const stop = async (): Promise<number | null> => {
    child.kill("SIGTERM");
    const [code] = await exited;
    return code;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    printed: () => printed,
    stop,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await stop();
    },
  };
}

it("does not start without a user", async () => {
  await using redis = await openTestRedis();
  const started = startDashboardProcess({ REDIS_URL: redis.url, DASHBOARD_USERS: "" });
  await expect(started).rejects.toThrow(/exited with 78[^]*DASHBOARD_USERS/);
});

it("listens on this machine only, unless it is told otherwise", async () => {
  await using redis = await openTestRedis();
  const env = { REDIS_URL: redis.url, DASHBOARD_USERS: "vera:first-password:viewer" };
  await using closed = await startDashboardProcess(env);
  await expect(fetch(`${closed.url.replace("127.0.0.1", "127.0.0.2")}/healthz`)).rejects.toThrow(
    "fetch failed",
  );
  await using open = await startDashboardProcess({ ...env, DASHBOARD_HOST: "0.0.0.0" });
  // Not every system answers on 127.0.0.2, so this is asked of the line that it logs.
  expect(open.printed()).toContain('"host":"0.0.0.0"');
});

it("serves the board behind the login, and stops in order", async () => {
  await using redis = await openTestRedis();
  await using dashboard = await startDashboardProcess({
    REDIS_URL: redis.url,
    DASHBOARD_USERS: "vera:first-password:viewer,otto:pass:with:colons:operator",
  });
  // It listens before Redis has answered; that is what readiness is for.
  await vi.waitFor(async () => expect((await fetch(`${dashboard.url}/readyz`)).status).toBe(200));
  expect(await (await fetch(`${dashboard.url}/metrics`)).text()).toContain('service="dashboard"');
  const otto = createBrowser(dashboard.url);
  expect((await otto.logIn("otto", "pass:with:colons")).status).toBe(303);
  expect(await (await otto.get("/api/queues")).json()).toMatchObject({
    queues: [{ name: "chat", readOnlyMode: false }, { name: "image" }, { name: "admin" }],
  });
  const vera = createBrowser(dashboard.url);
  await vera.logIn("vera", "first-password");
  expect(await (await vera.get("/api/queues")).json()).toMatchObject({
    queues: [{ readOnlyMode: true }, {}, {}],
  });
  const page = await (await vera.get("/")).text();
  for (const [, asset] of page.matchAll(/(?:src|href)="(static\/[^"]+)"/g)) {
    expect([asset, (await vera.get(`/${asset}`)).status]).toEqual([asset, 200]);
  }
  expect(await dashboard.stop()).toBe(0);
  expect(dashboard.printed()).toContain('"audit":"login"');
  expect(dashboard.printed()).not.toMatch(/first-password|pass:with/);
});
