import { openPrivateRedis, openTestRedis } from "@dinglane/test-redis";
import { pino } from "pino";
import { Registry } from "prom-client";
import { describe, expect, it, vi } from "vitest";
import { spawnService } from "../fixtures/spawn-service.ts";
import { createRedisConnections } from "./create-redis-connections.ts";
import type { RedisRole } from "./redis-options.ts";

interface Setup {
  connect: (role: RedisRole) => ReturnType<ReturnType<typeof createRedisConnections>>;
  lines: Record<string, unknown>[];
  checks: Map<string, () => Promise<void>>;
  metrics: Registry;
  close: () => Promise<void>;
}

function setUp(url: string): Setup {
  const lines: Record<string, unknown>[] = [];
  const checks = new Map<string, () => Promise<void>>();
  const releases: (() => Promise<void>)[] = [];
  const metrics = new Registry();
  const log = pino({ level: "info" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const connect = createRedisConnections({
    url,
    service: "test",
    log,
    metrics,
    now: () => performance.now(),
    onShutdown: (_name, release) => void releases.push(release),
    addReadinessCheck: (name, check) => void checks.set(name, check),
  });
  const close = async (): Promise<void> => {
    await Promise.all(releases.map((release) => release()));
  };
  return { connect, lines, checks, metrics, close };
}

const ready = (redis: { status: string }): Promise<void> =>
  vi.waitFor(() => expect(redis.status).toBe("ready"), { timeout: 10_000, interval: 10 });

describe("connectRedis", () => {
  it("opens named, checked connections and leaves none open", async () => {
    await using test = await openTestRedis();
    const { connect, checks, metrics, close } = setUp(test.url);
    const roles: RedisRole[] = ["general", "producer", "worker"];
    for (const role of roles) await ready(connect(role));
    expect([...checks.keys()]).toEqual(["redis general 1", "redis producer 2", "redis worker 3"]);
    await Promise.all([...checks.values()].map((check) => check()));
    const clients = String(await test.redis.client("LIST"));
    for (const role of roles) expect(clients).toContain(`name=dinglane:test:${role}`);
    expect(await metrics.metrics()).toContain('dinglane_redis_up{role="producer"} 1');
    await close();
  });

  it("speaks of an outage once, sits it out as general and worker, and refuses at once as producer", async () => {
    await using server = await openPrivateRedis();
    const { connect, lines, checks, close } = setUp(server.url);
    const [producer, general, worker] = [connect("producer"), connect("general"), connect("worker")];
    await Promise.all([ready(producer), ready(general), ready(worker)]);

    await server.kill();
    await vi.waitFor(() => expect(producer.status).not.toBe("ready"), { interval: 5 });
    const sinceMs = performance.now();
    await expect(producer.set("a", "1")).rejects.toThrow(Error);
    expect(performance.now() - sinceMs).toBeLessThan(2000);
    await expect(checks.get("redis producer 1")?.()).rejects.toThrow("the connection is");
    const patient = general.set("b", "2");
    const tireless = worker.set("c", "3");

    await server.start();
    expect(await patient).toBe("OK");
    expect(await tireless).toBe("OK");
    await Promise.all([ready(producer), ready(general), ready(worker)]);
    expect(await producer.set("a", "1")).toBe("OK");
    const said = (message: string): number => lines.filter((line) => line["msg"] === message).length;
    expect(said("redis is not reachable")).toBe(3);
    expect(said("redis is reachable again")).toBe(3);
    await close();
  });

  it("does not keep a producer waiting for a Redis that hangs", async () => {
    await using server = await openPrivateRedis();
    const { connect, close } = setUp(server.url);
    const producer = connect("producer");
    await ready(producer);
    // Accepts commands and answers none, as a swapping or stopped server would.
    await producer.client("PAUSE", 60_000, "ALL");
    const sinceMs = performance.now();
    await expect(producer.set("a", "1")).rejects.toThrow("Command timed out");
    expect(performance.now() - sinceMs).toBeLessThan(2000);
    await close();
  });

  it("warns about a server that may lose messages", async () => {
    await using server = await openPrivateRedis();
    const { connect, lines, close } = setUp(server.url);
    const first = connect("general");
    await ready(first);
    await first.config("SET", "appendonly", "no");
    await first.config("SET", "maxmemory-policy", "allkeys-lru");
    await close();

    const again = setUp(server.url);
    await ready(again.connect("general"));
    await vi.waitFor(() =>
      expect(again.lines.map((line) => line["finding"])).toEqual(["evicts", "not_persistent"]),
    );
    expect(lines.filter((line) => line["finding"] === "evicts")).toEqual([]);
    await again.close();
  });
});

describe("a service with Redis connections", () => {
  it("is ready, and closes them when it stops", async () => {
    await using test = await openTestRedis();
    await using service = spawnService({ BEHAVIOUR: "redis", REDIS_URL: test.url });
    const { port } = await service.logged("probes are served");
    const readyz = `http://127.0.0.1:${String(port)}/readyz`;
    await vi.waitFor(async () => expect((await fetch(readyz)).status).toBe(200), { timeout: 5000 });
    expect(await (await fetch(readyz)).json()).toEqual({
      status: "ready",
      checks: { "redis general 1": "ok", "redis producer 2": "ok", "redis worker 3": "ok" },
    });
    service.child.kill("SIGTERM");
    expect(await service.exited).toBe(0);
  });

  it("starts without Redis, alive but not ready, and stops in time", async () => {
    await using service = spawnService({ BEHAVIOUR: "redis", REDIS_URL: "redis://127.0.0.1:1" });
    const { port } = await service.logged("probes are served");
    expect((await fetch(`http://127.0.0.1:${String(port)}/healthz`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${String(port)}/readyz`)).status).toBe(503);
    service.child.kill("SIGTERM");
    expect(await service.exited).toBe(0);
  });
});
