import { randomBytes } from "node:crypto";
import { findFreePort, isPortFree } from "@dinglane/local-redis";
import type { ServiceContext } from "@dinglane/runtime";
import type { BannerFacts } from "./banner.ts";
import { startDemoModel } from "./demo-model.ts";
import type { LauncherConsole } from "./launcher-console.ts";
import { pause } from "./pause.ts";
import { type LaunchPlan, planLaunch } from "./plan-launch.ts";
import { provideRedis } from "./provide-redis.ts";
import { configErrorExitCode, createRestartPolicy } from "./restart-policy.ts";
import { type Addresses, serviceEnvironment, type ServiceName } from "./service-environment.ts";
import { serviceStopTimeoutMs } from "./shutdown-timeout.ts";
import { startService } from "./start-service.ts";
import { startSupervised, type Supervision } from "./start-supervised.ts";
import { waitUntilUp } from "./wait-until-up.ts";

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
  const supervision: Supervision = {
    say: console.say,
    giveUp: (because) => context.shutDown(because === "configuration" ? configErrorExitCode : 1),
    now: () => performance.now(),
  };
  const plan = await planLaunch(config, host.env, { isFree: isPortFree, findFree: findFreePort });
  const redis = await provideRedis(plan.redis, supervision);
  context.onShutdown("redis", redis.stop);
  const model = plan.model === "demo" ? await startDemoModel() : undefined;
  if (model !== undefined) context.onShutdown("demo model", model.close);

  const addresses: Addresses = {
    redisUrl: redis.url,
    ingressPort: plan.ingressPort,
    chatWorkerHealthPort: plan.chatWorkerHealthPort,
    dashboardPort: plan.dashboardPort,
    dashboardUser: plan.dashboardUser === "made" ? madeUser() : undefined,
    simulator: plan.playgroundPort === undefined ? undefined : simulatedRobot(plan.playgroundPort),
    demoModelUrl: model?.url,
  };
  const services = servicesOf(plan);
  for (const { name } of services) {
    const env = serviceEnvironment(name, host.env, addresses);
    const onLine = (line: string): void => console.line(name, line);
    const stopTimeoutMs = serviceStopTimeoutMs(config);
    const { stop } = await startSupervised({
      ...supervision,
      name,
      policy: createRestartPolicy(),
      delay: pause,
      start: async () => startService({ name, execPath: host.execPath, env, onLine, stopTimeoutMs }),
    });
    context.onShutdown(name, stop);
  }
  // Whoever is asked for readiness while still connecting logs a warning: first all must be alive.
  await Promise.all(services.map(({ name, url, probes }) => waitUntilUp(name, url + probes.alive, stopping)));
  await Promise.all(services.map(({ name, url, probes }) => waitUntilUp(name, url + probes.ready, stopping)));
  return {
    playgroundUrl: plan.playgroundPort === undefined ? undefined : `http://127.0.0.1:${plan.playgroundPort}/`,
    ingressUrl: config.serviceUrl ?? `http://127.0.0.1:${plan.ingressPort}`,
    dashboard: { url: `http://127.0.0.1:${plan.dashboardPort}/`, user: addresses.dashboardUser },
    redis: redis.description,
    dingtalk: plan.dingtalk,
    runMode: config.runMode,
    model: model === undefined ? { kind: "real", name: config.model.chat } : { kind: "demo" },
  };
}

interface PlannedService {
  name: ServiceName;
  url: string;
  probes: { alive: string; ready: string };
}

const probes = { alive: "/healthz", ready: "/readyz" };

/** In the order of their start. */
function servicesOf(plan: LaunchPlan): PlannedService[] {
  const services: PlannedService[] = [
    { name: "chat-worker", url: `http://127.0.0.1:${plan.chatWorkerHealthPort}`, probes },
    { name: "dashboard", url: `http://127.0.0.1:${plan.dashboardPort}`, probes },
    { name: "ingress", url: `http://127.0.0.1:${plan.ingressPort}`, probes },
  ];
  if (plan.playgroundPort !== undefined) {
    const page = { alive: "/", ready: "/" };
    services.unshift({ name: "simulator", url: `http://127.0.0.1:${plan.playgroundPort}`, probes: page });
  }
  return services;
}

/** Printed once, and new with every start. */
function madeUser(): { name: string; password: string } {
  return { name: "operator", password: randomBytes(9).toString("base64url") };
}

/** The id stays, and with it the conversations in Redis; the secret is nobody's to know. */
function simulatedRobot(port: number): NonNullable<Addresses["simulator"]> {
  return { port, clientId: "dingplayground", clientSecret: randomBytes(24).toString("hex") };
}
