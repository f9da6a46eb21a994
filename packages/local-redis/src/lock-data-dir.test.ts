import { mkdtempDisposable, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lockDataDir } from "./lock-data-dir.ts";
import { processStart } from "./process-start.ts";

const openDirectory = () => mkdtempDisposable(join(tmpdir(), "lock-"));

describe("lockDataDir", () => {
  it("has one holder at a time, also within one process", async () => {
    await using directory = await openDirectory();
    const held = await lockDataDir(directory.path, 0);
    await expect(lockDataDir(directory.path, 0)).rejects.toMatchObject({
      code: "data_dir_in_use",
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await held.release();
    await (await lockDataDir(directory.path, 0)).release();
    expect(await readdir(directory.path)).toEqual([]);
  });

  it.each([
    ["a process that is gone", "999999999 1 x\n"],
    ["an earlier process of the same number", `${process.pid} long-ago x\n`],
    ["one that died before it had written its name", ""],
  ])("is taken over from %s, by one of many", async (_name, left) => {
    await using directory = await openDirectory();
    await writeFile(join(directory.path, "lock"), left);
    const starts = Array.from({ length: 8 }, () => lockDataDir(directory.path, 0));
    const outcomes = await Promise.allSettled(starts);
    const [holder, ...others] = outcomes.flatMap((outcome) =>
      outcome.status === "fulfilled" ? [outcome.value] : [],
    );
    expect(others).toEqual([]);
    expect(await readFile(join(directory.path, "lock"), "utf8")).toMatch(`${process.pid} `);
    await holder?.release();
    expect(await readdir(directory.path)).toEqual([]);
  });

  it("is taken over although one start died while it took it over", async () => {
    await using directory = await openDirectory();
    const taking = join(directory.path, "lock.taking");
    await writeFile(join(directory.path, "lock"), "999999999 1 x\n");
    await writeFile(taking, "");
    await expect(lockDataDir(directory.path, 0)).rejects.toMatchObject({ code: "data_dir_in_use" });
    await utimes(taking, 0, 0);
    await (await lockDataDir(directory.path)).release();
    expect(await readdir(directory.path)).toEqual([]);
  });

  it("does not release what another holds", async () => {
    await using directory = await openDirectory();
    const lock = await lockDataDir(directory.path, 0);
    await writeFile(join(directory.path, "lock"), "another's\n");
    await lock.release();
    expect(await readFile(join(directory.path, "lock"), "utf8")).toBe("another's\n");
  });
});

const ps = async () => ({ ok: true, output: "Mon Nov  2 10:00:00 2026\n" });

describe("processStart", () => {
  it("stays the same, and is nothing for who is not there", async () => {
    expect(await processStart(process.pid)).toBe(await processStart(process.pid));
    expect(await processStart(process.pid)).toEqual(expect.any(String));
    expect(await processStart(999_999_999)).toBeUndefined();
  });

  it("asks ps where there is no /proc", async () => {
    expect(await processStart(999_999_999, ps)).toBe("Mon_Nov_2_10:00:00_2026");
  });
});
