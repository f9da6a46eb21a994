import type { Environment } from "./plan-launch.ts";
import type { ServiceName, WorkerName } from "./services-to-start.ts";

export interface Addresses {
  redisUrl: string;
  ingressPort: number;
  healthPorts: Record<WorkerName, number>;
  dashboardPort: number;
  /** Instead of configured users only. */
  dashboardUser?: { name: string; password: string } | undefined;
  /** Beside a simulated DingTalk only. */
  simulator?: SimulatedDingTalk | undefined;
  /** Instead of a real model only. */
  demoModelUrl?: string | undefined;
}

export interface SimulatedDingTalk {
  port: number;
  clientId: string;
  clientSecret: string;
  /** Who may give administrators' commands, where nobody was named. */
  adminUser?: string | undefined;
  /** With STREAM_MODE: the template of the cards, which the simulator has whatever it is called. */
  cardTemplateId?: string | undefined;
  /** Where pictures and exports are looked at, where no address was set. */
  serviceUrl?: string | undefined;
}

/**
 * The environment of one service: ours, and over it what only the launcher knows. Variables beat config.yml. All
 * services read the same one (the simulator stands where the others look for DingTalk), but for their own probes.
 */
export function serviceEnvironment(name: ServiceName, env: Environment, addresses: Addresses): Environment {
  const { redisUrl, ingressPort, dashboardPort } = addresses;
  const healthPorts: Partial<Record<ServiceName, number>> = addresses.healthPorts;
  const { dashboardUser, simulator, demoModelUrl } = addresses;
  return {
    ...env,
    REDIS_URL: redisUrl,
    PORT: String(ingressPort),
    HEALTH_PORT: String(healthPorts[name] ?? 0),
    DASHBOARD_PORT: String(dashboardPort),
    ...(dashboardUser && { DASHBOARD_USERS: `${dashboardUser.name}:${dashboardUser.password}:operator` }),
    ...(simulator && simulated(simulator)),
    ...(demoModelUrl !== undefined && demoModel(demoModelUrl)),
  };
}

function simulated(simulator: SimulatedDingTalk): Environment {
  const url = `http://127.0.0.1:${simulator.port}`;
  return {
    // A card's buttons call down a stream connection.
    RUN_MODE: simulator.cardTemplateId === undefined ? "http" : "stream",
    ...(simulator.cardTemplateId !== undefined && { CARD_TEMPLATE_ID: simulator.cardTemplateId }),
    DINGTALK_CREDENTIALS: `${simulator.clientId}:${simulator.clientSecret}`,
    DINGTALK_API_URL: url,
    DINGTALK_OAPI_URL: url,
    ...(simulator.adminUser !== undefined && { ADMIN_USERS: simulator.adminUser }),
    ...(simulator.serviceUrl !== undefined && { SERVICE_URL: simulator.serviceUrl }),
  };
}

function demoModel(url: string): Environment {
  return { APIKEY: "local-demo-model", BASE_URL: url };
}
