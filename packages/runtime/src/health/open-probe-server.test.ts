import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createMetrics } from "./create-metrics.ts";
import { createProbes } from "./create-probes.ts";
import { createReadiness, type Readiness } from "./create-readiness.ts";
import { openProbeServer } from "./open-probe-server.ts";

interface Opened extends AsyncDisposable {
  readiness: Readiness;
  get: (path: string) => Promise<Response>;
  lines: Record<string, unknown>[];
}

async function open(timeoutMs = 1000): Promise<Opened> {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const readiness = createReadiness({ log, timeoutMs });
  const server = await openProbeServer(createProbes(readiness, createMetrics("ingress")), 0);
  return {
    readiness,
    lines,
    get: (path) => fetch(`http://127.0.0.1:${server.port}${path}`),
    [Symbol.asyncDispose]: server.close,
  };
}

describe("the probes", () => {
  it("say that the process is alive, whatever the checks say", async () => {
    await using probes = await open();
    probes.readiness.add("redis", () => Promise.reject(new Error("gone")));
    const response = await probes.get("/healthz");
    expect([response.status, await response.json()]).toEqual([200, { status: "ok" }]);
  });

  it("say which check fails, log it once and once when it passes again", async () => {
    await using probes = await open();
    let works = true;
    probes.readiness.add("redis", () => (works ? Promise.resolve() : Promise.reject(new Error("gone"))));
    probes.readiness.add("disk", () => Promise.resolve());
    expect((await probes.get("/readyz")).status).toBe(200);
    works = false;
    for (let times = 0; times < 2; times += 1) {
      const response = await probes.get("/readyz");
      expect([response.status, await response.json()]).toEqual([
        503,
        { status: "not_ready", checks: { redis: "failed", disk: "ok" } },
      ]);
    }
    works = true;
    expect((await probes.get("/readyz")).status).toBe(200);
    expect(probes.lines.map((line) => line["msg"])).toEqual([
      "readiness check fails",
      "readiness check passes again",
    ]);
  });

  it("say what is not up yet without a warning: it is still starting", async () => {
    await using probes = await open();
    probes.readiness.add("redis", () => Promise.reject(new Error("the connection is connect")));
    expect((await probes.get("/readyz")).status).toBe(503);
    expect(probes.lines).toMatchObject([
      {
        level: 20,
        check: "redis",
        reason: "the connection is connect",
        msg: "readiness check does not pass yet",
      },
    ]);
    expect(probes.lines[0]).not.toHaveProperty("err");
  });

  it("give a check no longer than its time, and count one that throws as failed", async () => {
    await using probes = await open(20);
    probes.readiness.add("slow", () => new Promise(() => {}));
    probes.readiness.add("broken", () => {
      throw new Error("thrown, not rejected");
    });
    expect(await (await probes.get("/readyz")).json()).toEqual({
      status: "not_ready",
      checks: { slow: "failed", broken: "failed" },
    });
  });

  it("share one look among callers that ask at the same time", async () => {
    await using probes = await open();
    let looks = 0;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    probes.readiness.add("redis", async () => {
      looks += 1;
      await promise;
    });
    const all = Promise.all([probes.readiness.look(), probes.readiness.look(), probes.readiness.look()]);
    resolve(undefined);
    expect((await all).map((report) => report.status)).toEqual(["ready", "ready", "ready"]);
    expect(looks).toBe(1);
  });

  it("send new work elsewhere while draining", async () => {
    await using probes = await open();
    probes.readiness.drain();
    const response = await probes.get("/readyz");
    expect([response.status, await response.json()]).toEqual([503, { status: "draining", checks: {} }]);
  });

  it("give the metrics with the service's name", async () => {
    await using probes = await open();
    const response = await probes.get("/metrics");
    expect(response.headers.get("content-type")).toContain("text/plain");
    expect(await response.text()).toMatch(/process_resident_memory_bytes\{service="ingress"\} \d+/u);
  });

  it("refuse to start on a port that is taken", async () => {
    await using probes = await open();
    const port = Number(new URL((await probes.get("/healthz")).url).port);
    const again = openProbeServer(createProbes(probes.readiness, createMetrics("x")), port);
    await expect(again).rejects.toMatchObject({ code: "EADDRINUSE" });
  });
});
