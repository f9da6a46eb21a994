import { join, resolve } from "node:path";
import { isPlaceholder, type Config } from "@dinglane/runtime";
import { choosePorts, type PortProbe } from "./choose-ports.ts";
import { dingTalkOf } from "./dingtalk-of.ts";
import type { WorkerName } from "./services-to-start.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface LaunchPlan {
  redis: { kind: "given"; url: string } | { kind: "local"; dataDir: string };
  dingtalk: "real" | "simulated";
  model: "real" | "demo";
  ingressPort: number;
  /** Where each worker answers its probes. */
  healthPorts: Record<WorkerName, number>;
  dashboardPort: number;
  /** When nobody set `dashboard_users`: a user of our own, so that nobody else gets in. */
  dashboardUser: "made" | "given";
  /** Only beside a simulated DingTalk. */
  playgroundPort: number | undefined;
}

const defaultRedisUrl = "redis://127.0.0.1:6379";
const defaultIngressPort = 8090;
const defaultDashboardPort = 8091;
/** Where the playground is when nobody else is there. */
export const preferredPlaygroundPort = 8092;

/**
 * What is real, what is simulated and who listens where. The schema fills in defaults, so "was it set?" is asked of
 * the environment, and of the value where that differs from the default.
 * @throws LaunchError `port_taken`
 */
export async function planLaunch(config: Config, env: Environment, ports: PortProbe): Promise<LaunchPlan> {
  const dingtalk = dingTalkOf(config);
  const chosen = await choosePorts(
    {
      ingress: {
        port: config.port,
        // The real DingTalk was told an address: another port would only be silent.
        isFixed: dingtalk === "real" || isSet(env, "PORT") || config.port !== defaultIngressPort,
        variable: "PORT",
      },
      "chat-worker": { port: config.healthPort, isFixed: true, variable: "HEALTH_PORT" },
      "image-worker": { port: 0, isFixed: false, variable: "image-worker's probes" },
      "admin-worker": { port: 0, isFixed: false, variable: "admin-worker's probes" },
      dashboard: {
        port: config.dashboard.port,
        isFixed: isSet(env, "DASHBOARD_PORT") || config.dashboard.port !== defaultDashboardPort,
        variable: "DASHBOARD_PORT",
      },
      playground: { port: preferredPlaygroundPort, isFixed: false, variable: "the playground" },
    },
    ports,
  );
  return {
    redis:
      isSet(env, "REDIS_URL") || config.redisUrl !== defaultRedisUrl
        ? { kind: "given", url: config.redisUrl }
        : { kind: "local", dataDir: join(resolve(config.dataDir), "redis") },
    dingtalk,
    model: hasModel(config) ? "real" : "demo",
    ingressPort: chosen.ingress,
    healthPorts: {
      "chat-worker": chosen["chat-worker"],
      "image-worker": chosen["image-worker"],
      "admin-worker": chosen["admin-worker"],
    },
    dashboardPort: chosen.dashboard,
    dashboardUser: config.dashboard.users.length > 0 ? "given" : "made",
    playgroundPort: dingtalk === "real" ? undefined : chosen.playground,
  };
}

/** A base URL alone counts: a model server of one's own may want no key, and must not be passed over for ours. */
function hasModel({ model }: Config): boolean {
  return (
    model.apiKeys.some((key) => !isPlaceholder(key)) || model.azure !== undefined || model.baseUrl !== ""
  );
}

function isSet(env: Environment, variable: string): boolean {
  return (env[variable] ?? "").trim() !== "";
}
