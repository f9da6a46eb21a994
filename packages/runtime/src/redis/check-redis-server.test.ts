import { expect, it } from "vitest";
import { checkRedisServer } from "./check-redis-server.ts";

const codes = async (...lines: string[]): Promise<string[]> => {
  const findings = await checkRedisServer({ info: async () => `# Server\r\n${lines.join("\r\n")}\r\n` });
  return findings.map((finding) => finding.code);
};
const SOUND = ["maxmemory_policy:noeviction", "aof_enabled:1"];

it.each([
  ["redis_version:7.0.15", []],
  ["redis_version:8.2.0", []],
  ["redis_version:6.2.14", ["old_version"]],
  ["something:else", ["old_version"]],
])("%s", async (version, expected) => {
  expect(await codes(version, ...SOUND)).toEqual(expected);
});

it("takes every Valkey, whatever Redis version it claims", async () => {
  expect(await codes("redis_version:7.2.4", "server_name:valkey", "valkey_version:8.0.1", ...SOUND)).toEqual(
    [],
  );
});

it("names eviction and a missing append-only file", async () => {
  expect(await codes("redis_version:7.0.15", "maxmemory_policy:allkeys-lru", "aof_enabled:0")).toEqual([
    "evicts",
    "not_persistent",
  ]);
});
