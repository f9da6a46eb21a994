import { describe, expect, it } from "vitest";
import { findFreePort } from "@dinglane/local-redis";
import { listProcesses, type ProcessRow, startLauncher } from "./fixtures/started-launcher.ts";

const running = /Dinglane is running/;

async function survivors(family: readonly ProcessRow[]): Promise<string[]> {
  const alive = new Set((await listProcesses()).map(({ pid }) => pid));
  return family.filter(({ pid }) => alive.has(pid)).map(({ command }) => command);
}

function find(family: readonly ProcessRow[], part: string): ProcessRow {
  const found = family.find(({ command }) => command.includes(part) && !command.startsWith("sh "));
  if (found === undefined) throw new Error(`${part} is not running`);
  return found;
}

describe("launcher", { timeout: 60_000 }, () => {
  it("starts everything with nothing configured, replaces what dies, and stops in order", async () => {
    await using launcher = await startLauncher({ LOG_LEVEL: "debug" });
    await launcher.printed(running);
    const [, page = ""] = await launcher.printed(/Playground\s+(http\S+)/);
    expect((await fetch(page)).status).toBe(200);
    const family = await launcher.descendants();
    for (const part of [
      "redis-server",
      "simulator",
      "chat-worker",
      "image-worker",
      "admin-worker",
      "dashboard",
      "ingress",
    ])
      find(family, part);

    process.kill(find(family, "chat-worker").pid, "SIGKILL");
    await launcher.printed(/chat-worker ended \(SIGKILL\); starting it again in 0\.5 s/);
    await launcher.printed(/starting it again[^]*chat-worker info started/);

    const whole = [...family, ...(await launcher.descendants())];
    launcher.kill("SIGTERM");
    expect(await launcher.exitCode).toBe(0);
    expect(await survivors(whole)).toEqual([]);
    const order = [...launcher.output().matchAll(/^launcher +debug released release=(.*)$/gm)];
    expect(order.map(([, name]) => name).filter((name) => name !== "event loop watch")).toEqual([
      "ingress",
      "dashboard",
      "admin-worker",
      "image-worker",
      "chat-worker",
      "simulator",
      "demo model",
      "redis",
      "farewell",
    ]);
  });

  it("tells of placeholders, and leaves no process behind when it is killed with SIGKILL", async () => {
    await using launcher = await startLauncher({ APIKEY: "xxxxxxxxx" });
    await launcher.printed(running);
    await launcher.printed(/Simulated, since api_key \(APIKEY\) still holds the example's placeholders/);
    const family = await launcher.descendants();
    expect(family.length).toBeGreaterThanOrEqual(4);
    launcher.kill("SIGKILL");
    await expect.poll(() => survivors(family), { timeout: 10_000 }).toEqual([]);
  });

  it("shows what a service's configuration lacks, stops everything and ends with 78", async () => {
    // A model server of one's own is no reason for the demo model, and the worker wants a key for it.
    await using launcher = await startLauncher({ BASE_URL: "http://127.0.0.1:9" });
    expect(await launcher.exitCode).toBe(78);
    // Both workers that ask a model want one; whichever says so first ends the others.
    expect(launcher.output()).toMatch(/^(?:chat|image)-worker .*APIKEY/m);
    expect(launcher.output()).toContain("Stopped.");
    expect(launcher.output()).not.toMatch(/starting it again/);
  });

  it("refuses one port for two services, before anything runs", async () => {
    const port = String(await findFreePort());
    await using launcher = await startLauncher({ PORT: port, DASHBOARD_PORT: port });
    expect(await launcher.exitCode).toBe(1);
    expect(launcher.output()).toContain(
      `Port ${port} is meant for two services, by PORT and by DASHBOARD_PORT.`,
    );
    expect(launcher.output()).not.toMatch(running);
  });

  it("says in words that DATA_DIR cannot be made", async () => {
    await using launcher = await startLauncher({ DATA_DIR: "/dev/null/data" });
    expect(await launcher.exitCode).toBe(1);
    expect(launcher.output()).toMatch(
      /Redis cannot keep its data in \/dev\/null\/data\S* \(\w+\)[^]*DATA_DIR/,
    );
    expect(launcher.output()).not.toMatch(/\n +at /);
  });

  it("says in words that the given Redis does not answer, without its password", async () => {
    const port = await findFreePort();
    await using launcher = await startLauncher({ REDIS_URL: `redis://:hunter2@127.0.0.1:${port}` });
    expect(await launcher.exitCode).toBe(1);
    expect(launcher.output()).toContain(`The Redis at 127.0.0.1:${port} (REDIS_URL) does not answer.`);
    expect(launcher.output()).not.toContain("hunter2");
  });

  it("stops when told to while it is still starting", async () => {
    await using launcher = await startLauncher({ LOG_LEVEL: "debug" });
    await launcher.printed(/simulator/);
    const family = await launcher.descendants();
    launcher.kill("SIGINT");
    expect(await launcher.exitCode).toBe(0);
    expect(launcher.output()).not.toMatch(running);
    await expect.poll(() => survivors(family), { timeout: 10_000 }).toEqual([]);
  });
});
