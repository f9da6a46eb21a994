import { describe, expect, it } from "vitest";
import { banner } from "./banner.ts";

const real = {
  notUp: new Set<string>(),
  ingressUrl: "https://bot.example.com",
  isPublic: true,
  dashboard: { url: "http://127.0.0.1:8091/" },
  redis: "db:6379 (REDIS_URL)",
  dingtalk: "real",
  runMode: "http",
  model: { kind: "real", name: "gpt-4o" },
  placeholders: [],
} as const;

describe("banner", () => {
  it("leads to the playground and says what is simulated", () => {
    const text = banner({
      ...real,
      playgroundUrl: "http://127.0.0.1:8092/",
      dingtalk: "simulated",
      runMode: "stream",
      model: { kind: "demo" },
    });
    expect(text).toMatch(/Playground +http:\/\/127\.0\.0\.1:8092\//);
    expect(text).toMatch(/DingTalk +simulated/);
    expect(text).toMatch(/Model +simulated/);
    expect(text).toContain("浏览器");
    expect(text).not.toContain("callback");
  });

  it("shows the password of a user that it made, and of no other", () => {
    const user = { name: "operator", password: "made-just-now" };
    expect(banner({ ...real, dashboard: { url: "http://127.0.0.1:8091/", user } })).toContain(
      "made-just-now",
    );
    expect(banner(real)).toMatch(/Dashboard +http:\/\/127\.0\.0\.1:8091\/$/m);
  });

  it("says what did not come up", () => {
    expect(banner({ ...real, notUp: new Set(["dashboard"]) })).toMatch(/8091\/  \(not up, see above\)$/m);
  });

  it("names the public callback address of a real robot, and none in stream mode", () => {
    expect(banner(real)).toContain("https://bot.example.com/dingtalk/callback  (enter this");
    expect(banner({ ...real, runMode: "stream" })).not.toContain("callback");
    expect(banner(real)).not.toMatch(/Playground|simulated/);
  });

  it("says what to enter in DingTalk's console where no public address is set", () => {
    const local = { ...real, ingressUrl: "http://127.0.0.1:8090", isPublic: false };
    expect(banner(local)).toMatch(/which DingTalk cannot reach[^]*SERVICE_URL/);
    expect(banner({ ...local, dingtalk: "simulated" })).not.toContain("SERVICE_URL");
  });

  it("points to the doctor where DingTalk is real", () => {
    expect(banner(real)).toMatch(/`npx pnpm@12 run doctor`.*\n$/);
    expect(banner({ ...real, dingtalk: "simulated" })).not.toContain("doctor");
  });

  it("says in one line which keys still hold the example's placeholders", () => {
    const keys = ["credentials (DINGTALK_CREDENTIALS)", "api_key (APIKEY)"];
    expect(banner({ ...real, dingtalk: "simulated", placeholders: keys })).toContain(
      "since credentials (DINGTALK_CREDENTIALS) and api_key (APIKEY) still hold the example's placeholders",
    );
    expect(banner(real)).not.toContain("placeholder");
  });
});
