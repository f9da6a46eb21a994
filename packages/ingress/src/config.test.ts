import type { Config } from "@dinglane/runtime";
import { describe, expect, it } from "vitest";
import { ingressDemands } from "./config.ts";

function configOf(runMode: Config["runMode"], dingtalk: Partial<Config["dingtalk"]>): Config {
  const none = { credentials: [], appSecrets: [], allowUnsigned: false };
  return { runMode, dingtalk: { ...none, ...dingtalk } } as unknown as Config;
}

describe("ingressDemands", () => {
  it("demands a secret in HTTP mode", () => {
    const [problem, ...others] = ingressDemands(configOf("http", {}));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ fileKey: "credentials", variable: "DINGTALK_CREDENTIALS" });
    expect(problem?.mend).toContain("ALLOW_UNSIGNED=true");
  });

  it("demands a robot in stream mode, whatever else there is", () => {
    const [problem, ...others] = ingressDemands(
      configOf("stream", { appSecrets: ["b"], allowUnsigned: true }),
    );
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ fileKey: "credentials", variable: "DINGTALK_CREDENTIALS" });
    expect(problem?.mend).toContain("RUN_MODE=http");
  });

  it.each([
    ["a credential", configOf("http", { credentials: [{ clientId: "a", clientSecret: "b" }] })],
    ["an app secret", configOf("http", { appSecrets: ["b"] })],
    ["leave to do without", configOf("http", { allowUnsigned: true })],
    ["a robot in stream mode", configOf("stream", { credentials: [{ clientId: "a", clientSecret: "b" }] })],
  ])("is content with %s", (_name, config) => {
    expect(ingressDemands(config)).toEqual([]);
  });
});
