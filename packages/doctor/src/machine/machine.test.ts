import { mkdtempDisposable, readdir, writeFile } from "node:fs/promises";
import * as disk from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openServer } from "../fixtures/open-server.ts";
import { tools } from "../fixtures/tools.ts";
import { checkClock } from "./check-clock.ts";
import { checkConfiguration } from "./check-configuration.ts";
import { checkDataDir, type DataDisk } from "./check-data-dir.ts";
import { checkNodeVersion } from "./check-node-version.ts";

const MINUTE_MS = 60_000;

it.each([
  ["v24.0.0", "ok"],
  ["v26.1.0", "ok"],
  ["v22.18.0", "fail"],
  ["?", "fail"],
])("Node %s: %s", async (version, level) => {
  expect(await checkNodeVersion(version)).toMatchObject([{ level }]);
});

describe("checkConfiguration", () => {
  it("repeats each warning of the loader", async () => {
    const warning = 'config.yml has a key that no setting has: "modle"; did you mean model?';
    expect(await checkConfiguration([warning])).toMatchObject([{ level: "warn", seen: warning }]);
    expect(await checkConfiguration([])).toMatchObject([{ level: "ok" }]);
  });

  it("does not claim that there are none where the log keeps them back", async () => {
    expect(await checkConfiguration(undefined)).toMatchObject([{ level: "unchecked" }]);
  });
});

describe("checkDataDir", () => {
  it("writes a file and leaves none", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "doctor-"));
    expect(await checkDataDir({ dataDir: folder.path, isNeeded: true, disk })).toMatchObject([
      { subject: "data_dir", seen: expect.stringContaining(`${folder.path} can be written`) },
    ]);
    expect(await readdir(folder.path)).toEqual([]);
  });

  it("does not make a directory that is not there yet", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "doctor-"));
    const [finding] = await checkDataDir({ dataDir: join(folder.path, "a", "b"), isNeeded: true, disk });
    expect(finding?.seen).toContain("made when first needed");
    expect(await readdir(folder.path)).toEqual([]);
  });

  it("says so where a file is in the way", async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), "doctor-"));
    const file = join(folder.path, "data");
    await writeFile(file, "");
    expect(await checkDataDir({ dataDir: file, isNeeded: true, disk })).toMatchObject([
      { level: "fail", seen: `${file} cannot be written (ENOTDIR)` },
    ]);
  });

  it("says so of a disk that takes no writes, and of a full one", async () => {
    const full: DataDisk = {
      access: async () => undefined,
      rm: async () => undefined,
      writeFile: async () => undefined,
      statfs: async () => ({ bavail: 10, bsize: 4096 }),
    };
    const readOnly: DataDisk = {
      ...full,
      writeFile: () => Promise.reject(Object.assign(new Error("x"), { code: "EROFS" })),
    };
    expect(await checkDataDir({ dataDir: "/data", isNeeded: true, disk: readOnly })).toMatchObject([
      { level: "fail", seen: "/data cannot be written (EROFS)" },
    ]);
    expect(await checkDataDir({ dataDir: "/data", isNeeded: false, disk: readOnly })).toMatchObject([
      { level: "warn", seen: expect.stringContaining("nothing needs it") },
    ]);
    expect(await checkDataDir({ dataDir: "/data", isNeeded: true, disk: full })).toMatchObject([
      { level: "warn", seen: "/data can be written, 40.0 KiB free" },
    ]);
  });
});

const check = async (apiUrl: string, aheadMs: number): Promise<unknown> =>
  checkClock({
    ...tools,
    apiUrl,
    clock: { ...tools.clock, epochMs: () => Date.now() + aheadMs },
  });

describe("checkClock", () => {
  it.each([
    [0, "ok", /^agrees with DingTalk's$/],
    [-2 * MINUTE_MS, "ok", /^2 min behind DingTalk's$/],
    [6 * MINUTE_MS, "warn", /^6 min ahead of DingTalk's; beyond 1 h/],
    [-61 * MINUTE_MS, "fail", /^1 h 1 min behind DingTalk's; so the signatures/],
  ])("%d ms ahead: %s", async (aheadMs, level, seen) => {
    await using dingtalk = await openServer(() => ({ status: 404, json: {} }));
    expect(await check(dingtalk.url, aheadMs)).toMatchObject([{ level, seen: expect.stringMatching(seen) }]);
  });

  it("says what it could not compare with", async () => {
    await using dingtalk = await openServer(() => ({ json: {}, headers: { date: "" } }));
    expect(await check(dingtalk.url, 0)).toMatchObject([
      { level: "unchecked", seen: "DingTalk's answer has no date" },
    ]);
  });

  it("says that nobody could be asked", async () => {
    expect(await check("http://127.0.0.1:9", 0)).toMatchObject([
      { level: "unchecked", seen: expect.stringContaining("DingTalk cannot be asked: ") },
    ]);
  });
});
