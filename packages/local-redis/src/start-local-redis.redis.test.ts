import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { findFreePort } from "./free-port.ts";
import { lockDataDir } from "./lock-data-dir.ts";
import { portOfLocalRedis } from "./port-of-local-redis.ts";
import { type LocalRedis, startLocalRedis } from "./start-local-redis.ts";

/** Nobody had this number at that time. */
const deadHolder = "1 long-ago x\n";

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

  it("says which key to mend where its directory cannot be made", async () => {
    const directory = await mkdtemp(join(tmpdir(), "local-redis-"));
    await writeFile(join(directory, "file"), "");
    await expect(startLocalRedis({ dataDir: join(directory, "file", "redis") })).rejects.toMatchObject({
      code: "data_dir_unusable",
      message: expect.stringMatching(/ENOTDIR[^]*DATA_DIR \(data_dir in config\.yml\)/),
    });
    await rm(directory, { recursive: true });
  });

  it("refuses a port that somebody has", async () => {
    const port = await findFreePort();
    const first = await startLocalRedis({ port });
    await expect(startLocalRedis({ port })).rejects.toMatchObject({ code: "port_taken" });
    await first.stop();
  });

  it("starts one Redis per directory, also for two starts at the same moment", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "local-redis-"));
    const started: LocalRedis[] = [];
    const first = Promise.withResolvers<undefined>();
    const start = async (): Promise<void> => {
      started.push(await startLocalRedis({ dataDir }));
      first.resolve(undefined);
    };
    const both = [start(), start()];
    await first.promise;
    // The other waits for it to go, and then reads the same file.
    const redis = new Redis(started[0]?.url ?? "");
    await redis.set("key", "value");
    redis.disconnect();
    expect(started).toHaveLength(1);
    await started[0]?.stop();
    await Promise.all(both);
    const again = new Redis(started[1]?.url ?? "");
    expect(await again.get("key")).toBe("value");
    again.disconnect();
    await started[1]?.stop();
    await rm(dataDir, { recursive: true });
  });

  it("says where the Redis of a directory runs, and can start again where it was killed", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "local-redis-"));
    expect(await portOfLocalRedis(dataDir)).toBeUndefined();
    const killed = await startLocalRedis({ dataDir });
    expect(await portOfLocalRedis(dataDir)).toBe(killed.port);
    await killed.kill();
    expect(await portOfLocalRedis(dataDir)).toBeUndefined();
    const stranger = await startLocalRedis({ port: killed.port });
    expect(await portOfLocalRedis(dataDir)).toBeUndefined();
    await stranger.stop();
    await (await startLocalRedis({ dataDir })).stop();
    await rm(dataDir, { recursive: true });
  });

  it("does not take over from a dead process whose Redis still answers", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "local-redis-"));
    const orphan = await startLocalRedis({ dataDir });
    await writeFile(join(dataDir, "lock"), deadHolder);
    await expect(lockDataDir(dataDir, 0)).rejects.toMatchObject({ code: "data_dir_in_use" });
    await orphan.kill();
    await (await lockDataDir(dataDir, 0)).release();
    await rm(dataDir, { recursive: true });
  });
});
