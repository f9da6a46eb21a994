import { describe, expect, it } from "vitest";
import { findRedisPrograms } from "./find-redis-server.ts";
import type { RunCommand } from "./run-command.ts";

/** A machine on which exactly these commands succeed, printing this. */
function machine(commands: Record<string, string>): RunCommand {
  return async (command) =>
    commands[command] === undefined ? { ok: false, output: "" } : { ok: true, output: commands[command] };
}

const redis7 = "Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64";
const valkey = "Valkey server v=8.1.4 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64";

describe("findRedisPrograms", () => {
  it("finds servers before a Docker engine", async () => {
    const programs = await findRedisPrograms(
      machine({ "redis-server": redis7, "valkey-server": valkey, docker: "28.2.2" }),
    );
    expect(programs).toEqual([
      { kind: "server", command: "redis-server", version: "7.0.15" },
      { kind: "server", command: "valkey-server", version: "8.1.4" },
      { kind: "docker", command: "docker" },
    ]);
  });

  it("passes over a server older than 7 and a program that is no server", async () => {
    expect(
      await findRedisPrograms(
        machine({ "redis-server": "Redis server v=6.0.16 sha=0", "valkey-server": "?" }),
      ),
    ).toEqual([]);
  });

  it("finds nothing where nothing is", async () => {
    expect(await findRedisPrograms(machine({}))).toEqual([]);
  });
});
