import { openTestRedis } from "@dinglane/test-redis";
import { describe, expect, it } from "vitest";
import { callbackBody } from "./fixtures/callback.ts";
import { startIngressProcess } from "./fixtures/ingress-process.ts";

describe("starting ingress", () => {
  it("refuses HTTP mode without a secret", async () => {
    await using redis = await openTestRedis();
    const started = startIngressProcess({ REDIS_URL: redis.url, DINGTALK_CREDENTIALS: "" });
    await expect(started).rejects.toThrow(/exited with 78[^]*ALLOW_UNSIGNED/);
  });

  it("accepts unsigned callbacks when told so, and warns", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({
      REDIS_URL: redis.url,
      DINGTALK_CREDENTIALS: "",
      ALLOW_UNSIGNED: "true",
    });
    const response = await fetch(ingress.url, { method: "POST", body: JSON.stringify(callbackBody()) });
    expect(response.status).toBe(200);
    expect(ingress.printed()).toMatch(/"level":(40|"warn")[^\n]*ALLOW_UNSIGNED/);
  });

  it("wants signatures all the same where there is a secret", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({ REDIS_URL: redis.url, ALLOW_UNSIGNED: "true" });
    const response = await fetch(ingress.url, { method: "POST", body: JSON.stringify(callbackBody()) });
    expect(response.status).toBe(401);
    expect(ingress.printed()).toContain("ALLOW_UNSIGNED is on but has no effect");
  });

  it("takes callbacks of any robot signed with one of APP_SECRETS, but not a configured robot's", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({
      REDIS_URL: redis.url,
      DINGTALK_CREDENTIALS: "ding-robot:its-own-secret",
      APP_SECRETS: "unused,secret-of-the-robot-4711",
    });
    expect((await ingress.post(callbackBody({ robotCode: "ding-other" }))).status).toBe(200);
    expect((await ingress.post(callbackBody({ robotCode: "normal" }))).status).toBe(200);
    expect((await ingress.post(callbackBody())).status).toBe(401);
    const posing = callbackBody({ robotCode: undefined, chatbotUserId: "ding-robot" });
    expect((await ingress.post(posing)).status).toBe(401);
  });

  it("refuses stream mode without a robot", async () => {
    await using redis = await openTestRedis();
    const env = {
      REDIS_URL: redis.url,
      RUN_MODE: "stream",
      DINGTALK_CREDENTIALS: "",
      APP_SECRETS: "a-secret",
    };
    await expect(startIngressProcess(env)).rejects.toThrow(/exited with 78[^]*RUN_MODE=http/);
  });

  it("serves only the probes in stream mode, and is ready while DingTalk cannot be reached", async () => {
    await using redis = await openTestRedis();
    await using ingress = await startIngressProcess({
      REDIS_URL: redis.url,
      RUN_MODE: "stream",
      DINGTALK_API_URL: "http://127.0.0.1:1",
    });
    expect((await ingress.post(callbackBody())).status).toBe(404);
    expect((await ingress.post(callbackBody(), "/")).status).toBe(404);
    expect((await fetch(`${ingress.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${ingress.url}/readyz`)).status).toBe(200);
    await expect.poll(ingress.printed).toMatch(/"level":"warn"[^\n]*"code":"not_reached"/);
    const metrics = await (await fetch(`${ingress.url}/metrics`)).text();
    expect(metrics).toMatch(
      /dinglane_stream_connections\{[^}]*robot="ding-robot"[^}]*state="connecting"[^}]*\} 2/,
    );
    expect(await ingress.stop()).toBe(0);
  });
});
