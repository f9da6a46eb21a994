import type { Config, ConfigProblem } from "@dinglane/runtime";
import { playgroundCast } from "./playground-cast.ts";
import type { SimulatorOptions } from "./simulator.ts";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** What the simulator cannot do without: an address to stand at, and robots to be. */
export function simulatorDemands(config: Config): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (new URL(config.dingtalk.oapiUrl).protocol !== "http:") {
    problems.push({
      fileKey: "dingtalk_oapi_url",
      variable: "DINGTALK_OAPI_URL",
      value: config.dingtalk.oapiUrl,
      wrong: "is where the simulator would listen, and it speaks plain http only",
      mend: "Set it to the simulator's address, for instance http://127.0.0.1:8092, for every service alike.",
    });
  }
  if (config.runMode === "http" && !isOnLoopback(config) && config.serviceUrl === undefined) {
    problems.push({
      fileKey: "service_url",
      variable: "SERVICE_URL",
      wrong: "is not set, and a simulator that is not on loopback cannot guess where ingress is",
      mend: "Set it for the simulator to the address of ingress in their network, for instance http://ingress:8090.",
    });
  }
  if (config.dingtalk.credentials.length === 0) {
    problems.push({
      fileKey: "credentials",
      variable: "DINGTALK_CREDENTIALS",
      wrong: "is empty, so there is no robot to simulate",
      mend: "Set it to any clientId:clientSecret, the same one for every service.",
    });
  }
  return problems;
}

function isOnLoopback({ dingtalk }: Config): boolean {
  return LOOPBACK.has(new URL(dingtalk.oapiUrl).hostname);
}

/**
 * The simulator stands in for DingTalk at DINGTALK_OAPI_URL and calls the ingress of the same configuration back:
 * one environment serves all processes. On loopback that ingress is beside it; elsewhere `service_url` says where.
 */
export function simulatorOptions(config: Config): SimulatorOptions {
  const { hostname, port, origin } = new URL(config.dingtalk.oapiUrl);
  return {
    port: port === "" ? 80 : Number(port),
    host: isOnLoopback(config) ? hostname.replace(/^\[|\]$/gu, "") : "0.0.0.0",
    publicUrl: origin,
    // In stream mode nobody listens there: messages go down the connections that ingress opens.
    ...(config.runMode === "http" ? { callbackUrl: callbackUrl(config) } : {}),
    ...(config.serviceUrl === undefined ? {} : { serviceUrl: config.serviceUrl }),
    robots: config.dingtalk.credentials.map((credential, index) => ({
      ...credential,
      name: index === 0 ? playgroundCast.robotName : `${playgroundCast.robotName}${index + 1}`,
    })),
    people: playgroundCast.people,
    groups: playgroundCast.groups,
  };
}

function callbackUrl(config: Config): string {
  const ingress = isOnLoopback(config) ? undefined : config.serviceUrl;
  return new URL("/", ingress ?? `http://127.0.0.1:${config.port}`).href;
}
