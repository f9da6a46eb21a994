import { randomBytes } from "node:crypto";
import { findFreePort, isPortFree } from "@dinglane/local-redis";
import type { Config, ServiceContext } from "@dinglane/runtime";
import type { BannerFacts } from "./banner.ts";
import { startDemoModel } from "./demo-model.ts";
import type { LauncherConsole } from "./launcher-console.ts";
import { describeMovedPorts } from "./describe-moved-ports.ts";
import { placeholdersLeft } from "./placeholders-left.ts";
import { planLaunch } from "./plan-launch.ts";
import { provideRedis } from "./provide-redis.ts";
import type { Addresses, SimulatedDingTalk } from "./service-environment.ts";
import { startServices } from "./start-services.ts";
import { superviseIn } from "./supervise-in.ts";
import { waitForServices } from "./wait-for-services.ts";

/**
 * Starts what the plan asks for and waits until all of it is up. What is needed most is started first, and by the
 * order of the shutdown stack stopped last: ingress, dashboard, worker, simulator, model, Redis.
 * @throws LaunchError, LocalRedisError
 */
export async function startEverything(
  context: ServiceContext,
  console: LauncherConsole,
): Promise<BannerFacts> {
  const { config, host, stopping } = context;
  const plan = await planLaunch(config, host.env, { isFree: isPortFree, findFree: findFreePort });
  for (const line of describeMovedPorts(config, plan)) console.say(line);
  const redis = await provideRedis(plan.redis, superviseIn(context, console));
  context.onShutdown("redis", redis.stop);
  const model = plan.model === "demo" ? await startDemoModel() : undefined;
  if (model !== undefined) context.onShutdown("demo model", model.close);

  const addresses: Addresses = {
    redisUrl: redis.url,
    ingressPort: plan.ingressPort,
    healthPorts: plan.healthPorts,
    dashboardPort: plan.dashboardPort,
    dashboardUser: plan.dashboardUser === "made" ? madeUser() : undefined,
    simulator:
      plan.playgroundPort === undefined
        ? undefined
        : simulated(config, plan.playgroundPort, plan.ingressPort),
    demoModelUrl: model?.url,
  };
  const services = await startServices(context, console, plan, addresses);
  const notUp = await waitForServices(services, stopping, console.say);
  return {
    playgroundUrl: plan.playgroundPort === undefined ? undefined : `http://127.0.0.1:${plan.playgroundPort}/`,
    ingressUrl: config.serviceUrl ?? `http://127.0.0.1:${plan.ingressPort}`,
    isPublic: config.serviceUrl !== undefined,
    dashboard: { url: `http://127.0.0.1:${plan.dashboardPort}/`, user: addresses.dashboardUser },
    notUp,
    redis: redis.description,
    dingtalk: plan.dingtalk,
    runMode: plan.dingtalk === "real" ? config.runMode : runModeOf(addresses),
    model: model === undefined ? { kind: "real", name: config.model.chat } : { kind: "demo" },
    placeholders: placeholdersLeft(config, plan),
  };
}

/** The simulator's robot is called back, unless its cards have buttons. */
function runModeOf({ simulator }: Addresses): "http" | "stream" {
  return simulator?.cardTemplateId === undefined ? "http" : "stream";
}

/** Printed once, and new with every start. */
function madeUser(): { name: string; password: string } {
  return { name: "operator", password: randomBytes(9).toString("base64url") };
}

/** Of the people on the simulator's page: the one who is an administrator there. */
const PLAYGROUND_ADMIN = "zhangsan01";

const PLAYGROUND_TEMPLATE = "playground.schema";

/** The robot's id stays, and with it the conversations in Redis; its secret is nobody's to know. */
function simulated(config: Config, port: number, ingressPort: number): SimulatedDingTalk {
  return {
    port,
    clientId: "dingplayground",
    clientSecret: randomBytes(24).toString("hex"),
    cardTemplateId: config.cards.streamMode ? (config.cards.templateId ?? PLAYGROUND_TEMPLATE) : undefined,
    adminUser: config.access.adminUsers.length > 0 ? undefined : PLAYGROUND_ADMIN,
    serviceUrl: config.serviceUrl === undefined ? `http://127.0.0.1:${ingressPort}` : undefined,
  };
}
