import type { ServiceContext } from "@dinglane/runtime";
import type { LauncherConsole } from "./launcher-console.ts";
import { pause } from "./pause.ts";
import type { LaunchPlan } from "./plan-launch.ts";
import { createRestartPolicy } from "./restart-policy.ts";
import { type Addresses, serviceEnvironment } from "./service-environment.ts";
import { isDispensable, type ServiceName, servicesToStart } from "./services-to-start.ts";
import { serviceStopTimeoutMs } from "./shutdown-timeout.ts";
import { startService } from "./start-service.ts";
import { startSupervised } from "./start-supervised.ts";
import { superviseIn } from "./supervise-in.ts";
import type { StartedService } from "./wait-for-services.ts";

/** Starts every service as a process, to be stopped in the reverse order. None of them needs to be up yet. */
export async function startServices(
  context: ServiceContext,
  console: LauncherConsole,
  plan: LaunchPlan,
  addresses: Addresses,
): Promise<StartedService[]> {
  const { config, host } = context;
  const stopTimeoutMs = serviceStopTimeoutMs(config);
  const started: StartedService[] = [];
  for (const name of servicesToStart(plan.dingtalk)) {
    const env = serviceEnvironment(name, host.env, addresses);
    const onLine = (line: string): void => console.line(name, line);
    const { first, stop } = await startSupervised({
      ...superviseIn(context, console, isDispensable(name) ? name : undefined),
      name,
      policy: createRestartPolicy(),
      delay: pause,
      start: async () => startService({ name, execPath: host.execPath, env, onLine, stopTimeoutMs }),
    });
    context.onShutdown(name, stop);
    started.push({ name, ended: first.ended, ...probesOf(name, plan) });
  }
  return started;
}

function probesOf(name: ServiceName, plan: LaunchPlan): Pick<StartedService, "aliveUrl" | "readyUrl"> {
  const ports: Record<ServiceName, number | undefined> = {
    simulator: plan.playgroundPort,
    ...plan.healthPorts,
    dashboard: plan.dashboardPort,
    ingress: plan.ingressPort,
  };
  const url = `http://127.0.0.1:${ports[name]}`;
  if (name === "simulator") return { aliveUrl: `${url}/`, readyUrl: `${url}/` };
  return { aliveUrl: `${url}/healthz`, readyUrl: `${url}/readyz` };
}
