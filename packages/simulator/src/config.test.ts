import type { Config } from "@dinglane/runtime";
import { describe, expect, it } from "vitest";
import { simulatorDemands, simulatorOptions } from "./config.ts";

const credentials = [{ clientId: "dingabc", clientSecret: "s" }];

function config(oapiUrl: string, serviceUrl?: string): Config {
  return { port: 8090, runMode: "http", serviceUrl, dingtalk: { oapiUrl, credentials } } as unknown as Config;
}

describe("simulatorOptions", () => {
  it("on loopback calls back beside it, whatever the public address is", () => {
    const local = config("http://127.0.0.1:8092", "https://bot.example.com");
    expect(simulatorDemands(local)).toEqual([]);
    expect(simulatorOptions(local)).toMatchObject({
      host: "127.0.0.1",
      port: 8092,
      callbackUrl: "http://127.0.0.1:8090/",
    });
  });

  it("under a name listens to its network, and calls back where it is told", () => {
    const inNetwork = config("http://simulator:8092", "http://ingress:8090");
    expect(simulatorDemands(inNetwork)).toEqual([]);
    expect(simulatorOptions(inNetwork)).toMatchObject({
      host: "0.0.0.0",
      publicUrl: "http://simulator:8092",
      callbackUrl: "http://ingress:8090/",
    });
  });

  it("under a name does not start without being told", () => {
    expect(simulatorDemands(config("http://simulator:8092"))).toMatchObject([{ variable: "SERVICE_URL" }]);
  });

  it("in stream mode calls nobody back, and need not know where ingress is", () => {
    const inNetwork: Config = { ...config("http://simulator:8092"), runMode: "stream" };
    expect(simulatorDemands(inNetwork)).toEqual([]);
    expect(simulatorOptions(inNetwork)).not.toHaveProperty("callbackUrl");
  });
});
