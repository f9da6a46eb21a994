import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { spawnService } from "./fixtures/spawn-service.ts";

/** Longer than the time in which a repeated signal counts as the same one. */
const ANOTHER_SIGNAL_MS = 600;

describe("runService ends", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("in order and with 0 on %s", async (signal) => {
    await using service = spawnService({ BEHAVIOUR: "drain" });
    const { port } = await service.logged("probes are served");
    await service.logged("started");
    expect((await fetch(`http://127.0.0.1:${String(port)}/readyz`)).status).toBe(200);
    service.child.kill(signal);
    expect(await service.exited).toBe(0);
    const messages = service.stdout();
    expect(messages.indexOf("released last opened")).toBeGreaterThan(0);
    expect(messages.indexOf("released last opened")).toBeLessThan(messages.indexOf("released first opened"));
    expect(await service.logged("stopped")).toMatchObject({ clean: true, level: "info" });
  });

  it("with 1 when a release hangs beyond shutdown_timeout, and names it", async () => {
    await using service = spawnService({ BEHAVIOUR: "hang", SHUTDOWN_TIMEOUT: "1s" });
    await service.logged("started");
    service.child.kill("SIGTERM");
    expect(await service.exited).toBe(1);
    expect(await service.logged("shutdown took too long and is cut off")).toMatchObject({
      level: "error",
      hanging: ["stuck"],
      unreleased: ["below", "event loop watch", "probe server"],
      timeoutMs: 1000,
    });
  });

  it("with 1 at once on a second signal", async () => {
    await using service = spawnService({ BEHAVIOUR: "hang", SHUTDOWN_TIMEOUT: "60" });
    await service.logged("started");
    service.child.kill("SIGTERM");
    await service.logged("stopping");
    await delay(ANOTHER_SIGNAL_MS);
    service.child.kill("SIGTERM");
    expect(await service.exited).toBe(1);
    await service.logged("told to stop a second time, leaving at once");
  });

  it("in order when the same Ctrl-C arrives from several sides", async () => {
    await using service = spawnService({ BEHAVIOUR: "drain" });
    await service.logged("started");
    service.child.kill("SIGINT");
    service.child.kill("SIGTERM");
    expect(await service.exited).toBe(0);
  });

  it("with 0 when it is told to stop while it still starts", async () => {
    await using service = spawnService({ BEHAVIOUR: "hangInStart" });
    await service.logged("probes are served");
    service.child.kill("SIGTERM");
    expect(await service.exited).toBe(0);
  });

  it("with the code it asked for", async () => {
    await using service = spawnService({ BEHAVIOUR: "endItself" });
    expect(await service.exited).toBe(7);
  });

  it("with 1 after releasing what was open when start fails", async () => {
    await using service = spawnService({ BEHAVIOUR: "failStart" });
    expect(await service.exited).toBe(1);
    expect(await service.logged("could not start")).toMatchObject({ level: "fatal" });
    await service.logged("released half open");
  });
});

describe("runService crashes", () => {
  it("with 1 on an unhandled rejection, without the query string in its message or stack", async () => {
    await using service = spawnService({ BEHAVIOUR: "reject" });
    expect(await service.exited).toBe(1);
    const line = await service.logged("crashed");
    expect(line).toMatchObject({ level: "fatal", origin: "unhandledRejection" });
    expect(service.stdout()).not.toContain("5e55104");
  });

  it("with 1 on an uncaught exception", async () => {
    await using service = spawnService({ BEHAVIOUR: "throwLater" });
    expect(await service.exited).toBe(1);
    expect(await service.logged("crashed")).toMatchObject({ origin: "uncaughtException" });
  });
});

describe("runService refuses a wrong configuration", () => {
  it("with 78 and one block per problem, before anything listens and without a secret", async () => {
    await using service = spawnService({
      BEHAVIOUR: "listen",
      PORT: "eighty",
      APIKEY: "sk-top-secret-key",
      REDIS_URL: "redis//:hunter2hunter2@db",
      SESSIONTIMEOUT: "soon",
    });
    expect(await service.exited).toBe(78);
    expect(service.stdout()).toBe("");
    const printed = service.stderr();
    expect(printed).toContain("service-under-test cannot start: 3 settings need mending.");
    expect(printed).toContain("port (variable PORT)");
    expect(printed).toContain('"eighty", given by PORT, is not a whole number');
    expect(printed).toContain('"soon", given by SESSIONTIMEOUT, is not a duration');
    expect(printed).toContain("redis_url (variable REDIS_URL)");
    expect(printed).not.toContain("hunter2");
    expect(printed).not.toContain("top-secret");
  });

  it("with 78 when what the service demands is missing", async () => {
    await using service = spawnService({ BEHAVIOUR: "listen", MODEL: "none" });
    expect(await service.exited).toBe(78);
    expect(service.stderr()).toContain("model (variable MODEL)\n    wrong:   is none\n    to mend: name one");
  });

  it("with 78 when the named file does not exist", async () => {
    await using service = spawnService({ BEHAVIOUR: "listen", CONFIG_FILE: "./nowhere.yml" });
    expect(await service.exited).toBe(78);
    expect(service.stderr()).toContain('"./nowhere.yml", given by CONFIG_FILE, does not exist');
  });
});
