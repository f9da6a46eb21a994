import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { refuseSecondServer } from "./data-dir-lock.ts";
import { findFreePort } from "./free-port.ts";
import { startLocalRedis } from "./start-local-redis.ts";

describe("startLocalRedis", () => {
  it("keeps its data over a stop, with the settings a queue needs", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "local-redis-"));
    const first = await startLocalRedis({ dataDir });
    const redis = new Redis(first.url);
    await redis.set("key", "value");
    expect(await redis.config("GET", "maxmemory-policy")).toContain("noeviction");
    expect(await redis.config("GET", "appendfsync")).toContain("everysec");
    expect(await redis.config("GET", "bind")).toContain("127.0.0.1");
    redis.disconnect();
    await first.stop();

    const second = await startLocalRedis({ dataDir });
    const again = new Redis(second.url);
    expect(await again.get("key")).toBe("value");
    again.disconnect();
    await second.stop();
    await rm(dataDir, { recursive: true });
  });

  it("refuses a port that somebody has", async () => {
    const port = await findFreePort();
    const first = await startLocalRedis({ port });
    await expect(startLocalRedis({ port })).rejects.toMatchObject({ code: "port_taken" });
    await first.stop();
  });

  it("notices a directory that another Redis serves, and when it no longer does", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "local-redis-"));
    const first = await startLocalRedis({ dataDir });
    await expect(refuseSecondServer(dataDir, 0)).rejects.toMatchObject({ code: "data_dir_in_use" });
    await first.kill();
    await refuseSecondServer(dataDir, 0);
    await rm(dataDir, { recursive: true });
  });
});
