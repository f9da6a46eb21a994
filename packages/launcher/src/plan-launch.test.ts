import type { Config } from "@dinglane/runtime";
import { describe, expect, it } from "vitest";
import type { PortProbe } from "./choose-ports.ts";
import { planLaunch } from "./plan-launch.ts";

/** The parts of the configuration that the plan looks at, with the schema's defaults. */
function config(overrides: { dingtalk?: object; model?: object } & Record<string, unknown> = {}): Config {
  const defaults = { redisUrl: "redis://127.0.0.1:6379", port: 8090, healthPort: 0, dataDir: "/srv/data" };
  const dashboard = { port: 8091, users: [] };
  return {
    ...defaults,
    dashboard,
    ...overrides,
    dingtalk: { credentials: [], appSecrets: [], ...overrides.dingtalk },
    model: { apiKeys: [], baseUrl: "", ...overrides.model },
  } as unknown as Config;
}

function ports(taken: readonly number[] = []): PortProbe {
  let next = 50_000;
  return { isFree: async (port) => !taken.includes(port), findFree: async () => next++ };
}

const credentials = { credentials: [{ clientId: "ding1", clientSecret: "s" }] };

describe("planLaunch", () => {
  it("simulates everything when nothing is configured", async () => {
    expect(await planLaunch(config(), {}, ports())).toEqual({
      redis: { kind: "local", dataDir: "/srv/data/redis" },
      dingtalk: "simulated",
      model: "demo",
      ingressPort: 8090,
      healthPorts: { "chat-worker": 50_000, "image-worker": 50_001, "admin-worker": 50_002 },
      dashboardPort: 8091,
      dashboardUser: "made",
      playgroundPort: 8092,
    });
  });

  it("takes the real thing where it is configured", async () => {
    const real = config({ dingtalk: credentials, model: { apiKeys: ["sk-1"] } });
    expect(await planLaunch(real, { REDIS_URL: "redis://127.0.0.1:6379" }, ports())).toMatchObject({
      redis: { kind: "given", url: "redis://127.0.0.1:6379" },
      dingtalk: "real",
      model: "real",
      playgroundPort: undefined,
    });
  });

  it.each([
    ["app secrets verify callbacks", config({ dingtalk: { appSecrets: ["s"] } }), { dingtalk: "real" }],
    [
      "a model server of one's own",
      config({ model: { baseUrl: "http://127.0.0.1:11434" } }),
      { model: "real" },
    ],
    ["Azure", config({ model: { azure: {} } }), { model: "real" }],
    ["a Redis named in the file", config({ redisUrl: "redis://db:6379" }), { redis: { kind: "given" } }],
  ])("%s", async (_name, given, expected) => {
    expect(await planLaunch(given, {}, ports())).toMatchObject(expected);
  });

  it("moves the dashboard when nobody chose its port, and makes no user where there are some", async () => {
    expect(await planLaunch(config(), {}, ports([8091]))).toMatchObject({ dashboardPort: 50_003 });
    const users = [{ name: "ann", password: "p", role: "viewer" }];
    const given = config({ dashboard: { port: 9000, users } });
    expect(await planLaunch(given, {}, ports())).toMatchObject({
      dashboardPort: 9000,
      dashboardUser: "given",
    });
    await expect(planLaunch(given, {}, ports([9000]))).rejects.toMatchObject({ code: "port_taken" });
  });

  it("ignores blank variables", async () => {
    expect(await planLaunch(config(), { REDIS_URL: " ", PORT: "" }, ports([8090]))).toMatchObject({
      redis: { kind: "local" },
      ingressPort: 50_000,
    });
  });

  it("steps aside where nobody insisted on a port", async () => {
    const plan = await planLaunch(config(), {}, ports([8090, 8092]));
    expect(plan).toMatchObject({ ingressPort: 50_000, playgroundPort: 50_004 });
  });

  it.each([
    ["PORT=8091", config({ port: 8091 }), { PORT: "8091" }, { ingressPort: 8091, dashboardPort: 50_003 }],
    ["PORT=8092", config({ port: 8092 }), { PORT: "8092" }, { ingressPort: 8092, playgroundPort: 50_003 }],
    [
      "HEALTH_PORT=8090",
      config({ healthPort: 8090 }),
      { HEALTH_PORT: "8090" },
      { ingressPort: 50_000, healthPorts: { "chat-worker": 8090 } },
    ],
  ])("gives no two services one port: %s", async (_name, given, env, expected) => {
    expect(await planLaunch(given, env, ports())).toMatchObject(expected);
  });

  it("takes no free port twice, though nobody listens on it yet", async () => {
    const free = [50_000, 50_000, 50_001];
    let next = 50_002;
    const probe: PortProbe = { isFree: async () => false, findFree: async () => free.shift() ?? next++ };
    const plan = await planLaunch(config(), {}, probe);
    const { ingressPort, healthPorts, dashboardPort, playgroundPort } = plan;
    const all = [ingressPort, ...Object.values(healthPorts), dashboardPort, playgroundPort];
    expect(all).toEqual([50_000, 50_001, 50_002, 50_003, 50_004, 50_005]);
  });

  it("refuses one port for two services where both are fixed", async () => {
    const same = config({ port: 9000, dashboard: { port: 9000, users: [] } });
    await expect(planLaunch(same, { PORT: "9000", DASHBOARD_PORT: "9000" }, ports())).rejects.toMatchObject({
      code: "port_taken",
      message: expect.stringContaining("by PORT and by DASHBOARD_PORT"),
    });
  });

  it.each([
    ["the variable", config(), { PORT: "8090" }],
    ["the file", config({ port: 9100 }), {}],
    ["a real DingTalk, which was told the address", config({ dingtalk: credentials }), {}],
  ])("refuses a taken port that is fixed by %s", async (_name, given, env) => {
    await expect(planLaunch(given, env, ports([8090, 9100]))).rejects.toMatchObject({ code: "port_taken" });
  });
});
