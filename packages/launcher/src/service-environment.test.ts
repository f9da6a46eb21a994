import { describe, expect, it } from "vitest";
import { serviceEnvironment } from "./service-environment.ts";

const addresses = {
  redisUrl: "redis://127.0.0.1:7000",
  ingressPort: 8090,
  healthPorts: { "chat-worker": 9000, "image-worker": 9001, "admin-worker": 9002 },
  dashboardPort: 8091,
};
const simulator = { port: 8092, clientId: "demo", clientSecret: "secret" };

describe("serviceEnvironment", () => {
  it("adds only addresses to a real environment", () => {
    const env = { APIKEY: "sk-real", RUN_MODE: "stream" };
    expect(serviceEnvironment("ingress", env, addresses)).toEqual({
      ...env,
      REDIS_URL: "redis://127.0.0.1:7000",
      PORT: "8090",
      HEALTH_PORT: "0",
      DASHBOARD_PORT: "8091",
    });
  });

  it("gives each worker a health port of its own, and nobody else one", () => {
    expect(serviceEnvironment("chat-worker", {}, addresses)["HEALTH_PORT"]).toBe("9000");
    expect(serviceEnvironment("admin-worker", {}, addresses)["HEALTH_PORT"]).toBe("9002");
    expect(serviceEnvironment("simulator", { HEALTH_PORT: "9000" }, addresses)["HEALTH_PORT"]).toBe("0");
  });

  it("points every service at the simulator, with the robot that it simulates", () => {
    const env = { RUN_MODE: "stream", DINGTALK_OAPI_URL: "https://oapi.dingtalk.com" };
    expect(serviceEnvironment("ingress", env, { ...addresses, simulator })).toMatchObject({
      RUN_MODE: "http",
      DINGTALK_CREDENTIALS: "demo:secret",
      DINGTALK_OAPI_URL: "http://127.0.0.1:8092",
    });
  });

  it("with cards pushes messages down stream connections, since buttons need one", () => {
    const withCards = { ...simulator, cardTemplateId: "playground.schema" };
    const env = { STREAM_MODE: "true" };
    expect(serviceEnvironment("ingress", env, { ...addresses, simulator: withCards })).toMatchObject({
      ...env,
      RUN_MODE: "stream",
      CARD_TEMPLATE_ID: "playground.schema",
    });
  });

  it("names an administrator and an address where nobody did", () => {
    const made = { ...simulator, adminUser: "zhangsan01", serviceUrl: "http://127.0.0.1:8090" };
    expect(serviceEnvironment("ingress", {}, { ...addresses, simulator: made })).toMatchObject({
      ADMIN_USERS: "zhangsan01",
      SERVICE_URL: "http://127.0.0.1:8090",
    });
    const env = { ADMIN_USERS: "somebody" };
    expect(serviceEnvironment("ingress", env, { ...addresses, simulator })).toMatchObject(env);
  });

  it("lets a made user in as an operator", () => {
    const dashboardUser = { name: "operator", password: "made" };
    const env = serviceEnvironment("dashboard", {}, { ...addresses, dashboardUser });
    expect(env["DASHBOARD_USERS"]).toBe("operator:made:operator");
  });

  it("leads to the demo model", () => {
    const given = { ...addresses, demoModelUrl: "http://127.0.0.1:7001/v1" };
    expect(serviceEnvironment("chat-worker", {}, given)).toMatchObject({
      BASE_URL: "http://127.0.0.1:7001/v1",
    });
  });
});
