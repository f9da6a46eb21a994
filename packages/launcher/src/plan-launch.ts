import { join, resolve } from "node:path";
import type { Config } from "@dinglane/runtime";
import { choosePort, type PortProbe } from "./choose-port.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface LaunchPlan {
  redis: { kind: "given"; url: string } | { kind: "local"; dataDir: string };
  dingtalk: "real" | "simulated";
  model: "real" | "demo";
  ingressPort: number;
  chatWorkerHealthPort: number;
  dashboardPort: number;
  /** When nobody set `dashboard_users`: a user of our own, so that nobody else gets in. */
  dashboardUser: "made" | "given";
  /** Only beside a simulated DingTalk. */
  playgroundPort: number | undefined;
}

const defaultRedisUrl = "redis://127.0.0.1:6379";
const defaultIngressPort = 8090;
const defaultDashboardPort = 8091;
const preferredPlaygroundPort = 8092;

/**
 * What is real, what is simulated and who listens where. The schema fills in defaults, so "was it set?" is asked of
 * the environment, and of the value where that differs from the default.
 * @throws LaunchError `port_taken`
 */
export async function planLaunch(config: Config, env: Environment, ports: PortProbe): Promise<LaunchPlan> {
  const dingtalk = hasDingTalk(config) ? "real" : "simulated";
  return {
    redis:
      isSet(env, "REDIS_URL") || config.redisUrl !== defaultRedisUrl
        ? { kind: "given", url: config.redisUrl }
        : { kind: "local", dataDir: join(resolve(config.dataDir), "redis") },
    dingtalk,
    model: hasModel(config) ? "real" : "demo",
    ingressPort: await choosePort(
      {
        port: config.port,
        // The real DingTalk was told an address: another port would only be silent.
        isFixed: dingtalk === "real" || isSet(env, "PORT") || config.port !== defaultIngressPort,
        variable: "PORT",
      },
      ports,
    ),
    chatWorkerHealthPort: await choosePort(
      { port: config.healthPort, isFixed: true, variable: "HEALTH_PORT" },
      ports,
    ),
    dashboardPort: await choosePort(
      {
        port: config.dashboard.port,
        isFixed: isSet(env, "DASHBOARD_PORT") || config.dashboard.port !== defaultDashboardPort,
        variable: "DASHBOARD_PORT",
      },
      ports,
    ),
    dashboardUser: config.dashboard.users.length > 0 ? "given" : "made",
    playgroundPort:
      dingtalk === "real"
        ? undefined
        : await choosePort({ port: preferredPlaygroundPort, isFixed: false, variable: "PORT" }, ports),
  };
}

/** Something that a real DingTalk's messages can be verified with. */
function hasDingTalk({ dingtalk }: Config): boolean {
  return dingtalk.credentials.length > 0 || dingtalk.appSecrets.length > 0;
}

/** A base URL alone counts: a model server of one's own may want no key, and must not be passed over for ours. */
function hasModel({ model }: Config): boolean {
  return model.apiKeys.length > 0 || model.azure !== undefined || model.baseUrl !== "";
}

function isSet(env: Environment, variable: string): boolean {
  return (env[variable] ?? "").trim() !== "";
}
