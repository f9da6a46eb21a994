import { describe, expect, it } from "vitest";
import type { Finding } from "../finding.ts";
import { explainRedisError } from "./explain-redis-error.ts";
import { judgeRedisMemory } from "./judge-redis-memory.ts";
import { judgeRedisServer } from "./judge-redis-server.ts";
import { parseRedisInfo } from "./parse-redis-info.ts";

const sound = {
  redis_version: "7.2.5",
  role: "master",
  aof_enabled: "1",
  aof_last_write_status: "ok",
  maxmemory: "1000",
  maxmemory_policy: "noeviction",
  used_memory: "100",
};

function judge(fields: Record<string, string>, without: string[] = []): Record<string, Finding> {
  const lines = Object.entries({ ...sound, ...fields }).filter(([name]) => !without.includes(name));
  const info = parseRedisInfo(`# Server\r\n${lines.map((line) => line.join(":")).join("\r\n")}\r\n`);
  const findings = [...judgeRedisServer(info), ...judgeRedisMemory(info)];
  return Object.fromEntries(findings.map((finding) => [finding.subject, finding]));
}

it("finds nothing on a sound server", () => {
  const levels = Object.values(judge({})).map(({ level }) => level);
  expect(levels).toEqual(["ok", "ok", "ok", "ok"]);
});

describe("version", () => {
  it.each([
    [{ redis_version: "6.2.14" }, "fail", /^Redis 6\.2\.14; Redis 7 or Valkey 8 is needed$/],
    [{ redis_version: "8.2.1" }, "ok", /^Redis 8\.2\.1$/],
    [{ redis_version: "7.2.4", valkey_version: "8.1.0" }, "ok", /^Valkey 8\.1\.0$/],
    [{ redis_version: "7.2.4", valkey_version: "7.2.6" }, "warn", /^Valkey 7\.2\.6; /],
    [{ redis_version: "" }, "fail", /^Redis /],
  ])("%o: %s", (fields, level, seen) => {
    expect(judge(fields)["version"]).toMatchObject({ level, seen: expect.stringMatching(seen) });
  });
});

describe("what is written", () => {
  it("must not be written to a replica", () => {
    expect(judge({ role: "slave" })["role"]).toMatchObject({ level: "fail" });
  });

  it("is lost without an append-only file, or with one that fails", () => {
    expect(judge({ aof_enabled: "0" })["appendonly"]).toMatchObject({ level: "warn" });
    expect(judge({ aof_last_write_status: "err" })["appendonly"]).toMatchObject({
      level: "fail",
      seen: "on, but writing it failed (aof_last_write_status)",
    });
    expect(judge({}, ["aof_enabled"])["appendonly"]).toMatchObject({ level: "unchecked" });
  });

  it("is dropped by a policy that evicts, once there is a maxmemory", () => {
    const policy = (fields: Record<string, string>): Finding | undefined =>
      judge({ maxmemory_policy: "allkeys-lru", ...fields })["maxmemory-policy"];
    expect(policy({})).toMatchObject({ level: "fail" });
    expect(policy({ maxmemory: "0" })).toMatchObject({ level: "warn" });
    expect(judge({}, ["maxmemory_policy"])["maxmemory-policy"]).toMatchObject({ level: "unchecked" });
  });
});

describe("memory", () => {
  it.each([
    ["699", "ok"],
    ["700", "warn"],
    ["849", "warn"],
    ["850", "fail"],
  ])("%s of 1000: %s", (used, level) => {
    expect(judge({ used_memory: used })["memory"]).toMatchObject({ level });
  });

  it("is measured by the machine's where nothing bounds it, and not at all where that is hidden", () => {
    const unbounded = { maxmemory: "0", used_memory: "900", total_system_memory: "1000" };
    expect(judge(unbounded)["memory"]).toMatchObject({ level: "fail" });
    expect(judge({ maxmemory: "0" })["memory"]).toMatchObject({
      level: "ok",
      seen: "100 B used, no maxmemory",
    });
    expect(judge({}, ["used_memory"])["memory"]).toMatchObject({ level: "unchecked" });
  });
});

it.each([
  ["WRONGPASS invalid username-password pair", "it refuses the user or password in redis_url"],
  ["NOAUTH Authentication required.", "it wants a password, and redis_url has none"],
  ["MISCONF Errors writing to the AOF file", "it answers with the error MISCONF"],
])("explains %s", (message, seen) => {
  const error = Object.assign(new Error(message), { name: "ReplyError" });
  expect(explainRedisError(error, "redis://127.0.0.1")).toMatchObject({ seen, todo: expect.any(String) });
});
