import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Config } from "@dinglane/runtime";
import { expect, test } from "vitest";
import { demandDataDir } from "./demand-data-dir.ts";

const given = (config: Partial<Config>): Config => config as Config;

test("a directory is made where it can be; where it cannot, the words name key and variable", () => {
  const root = mkdtempSync(join(tmpdir(), "dinglane-data-"));
  expect(demandDataDir(given({ dataDir: join(root, "a", "b") }))).toEqual([]);
  writeFileSync(join(root, "file"), "");
  const [problem] = demandDataDir(given({ dataDir: join(root, "file", "data") }));
  expect(problem).toMatchObject({
    fileKey: "data_dir",
    variable: "DATA_DIR",
    value: join(root, "file", "data"),
  });
  expect(problem?.wrong).toContain("ENOTDIR");
  rmSync(root, { recursive: true });
});

test("a Postgres is refused before anything is lost, without its password", () => {
  const [problem] = demandDataDir(given({ dataDir: ".", databaseUrl: "postgres://u:secret@h/d" }));
  expect(problem).toMatchObject({ fileKey: "database_url", variable: "DATABASE_URL" });
  expect(JSON.stringify(problem)).not.toContain("secret");
});
