import { describe, expect, it } from "vitest";
import type { RedisProgram } from "./find-redis-server.ts";
import { LocalRedisError } from "./local-redis-error.ts";
import { type ObtainSteps, obtainRedisProgram } from "./obtain-redis-program.ts";

const server: RedisProgram = { kind: "server", command: "valkey-server", version: "8.1.0" };
const docker: RedisProgram = { kind: "docker", command: "docker" };

async function untouched(): Promise<never> {
  throw new Error("not to be called");
}

function steps(overrides: Partial<ObtainSteps> & { said?: string[] } = {}): ObtainSteps {
  return {
    findPrograms: async () => [],
    install: async () => false,
    pullImage: async () => undefined,
    say: (line) => void overrides.said?.push(line),
    ...overrides,
  };
}

describe("obtainRedisProgram", () => {
  it("prefers a server on PATH and then touches neither Docker nor the package manager", async () => {
    const found = await obtainRedisProgram(
      steps({ findPrograms: async () => [server, docker], install: untouched, pullImage: untouched }),
    );
    expect(found).toBe(server);
  });

  it("takes Docker when there is no server and the engine has the image", async () => {
    expect(await obtainRedisProgram(steps({ findPrograms: async () => [docker] }))).toBe(docker);
  });

  it("says so and installs when the engine cannot get the image", async () => {
    const said: string[] = [];
    let installed = false;
    const found = await obtainRedisProgram(
      steps({
        said,
        findPrograms: async () => (installed ? [server, docker] : [docker]),
        pullImage: async () => {
          throw new LocalRedisError("image_unavailable", "no route to registry");
        },
        install: async () => (installed = true),
      }),
    );
    expect(found).toBe(server);
    expect(said.join()).toContain("no route to registry");
  });

  it("names the commands when there is nothing and nothing can be installed", async () => {
    const failure = obtainRedisProgram(steps());
    await expect(failure).rejects.toMatchObject({ code: "not_found" });
    await expect(failure).rejects.toThrow(/apt-get install -y redis-server[^]*brew install redis/);
  });

  it("names the commands when what was installed is too old to be found", async () => {
    await expect(obtainRedisProgram(steps({ install: async () => true }))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
