import { preferredPlaygroundPort, type LaunchPlan } from "./plan-launch.ts";

/** One line for each service that is elsewhere than a person would look for it, because its port is taken. */
export function describeMovedPorts(
  config: { port: number; dashboard: { port: number } },
  plan: LaunchPlan,
): string[] {
  const places: [what: string, usual: number, port: number | undefined][] = [
    ["ingress", config.port, plan.ingressPort],
    ["the dashboard", config.dashboard.port, plan.dashboardPort],
    ["the playground", preferredPlaygroundPort, plan.playgroundPort],
  ];
  // 0 asked for any free one.
  return places
    .filter(([, usual, port]) => usual !== 0 && port !== undefined && port !== usual)
    .map(([what, usual, port]) => `Port ${usual} is taken: ${what} is on port ${port} this time.`);
}
