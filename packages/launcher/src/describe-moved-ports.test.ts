import { expect, it } from "vitest";
import { describeMovedPorts } from "./describe-moved-ports.ts";
import type { LaunchPlan } from "./plan-launch.ts";

const config = { port: 8090, dashboard: { port: 8091 } };
const plan = (ports: Partial<LaunchPlan>): LaunchPlan =>
  ({ ingressPort: 8090, dashboardPort: 8091, playgroundPort: 8092, ...ports }) as LaunchPlan;

it("names each port that is another one than usual", () => {
  expect(describeMovedPorts(config, plan({}))).toEqual([]);
  expect(describeMovedPorts(config, plan({ playgroundPort: undefined }))).toEqual([]);
  expect(describeMovedPorts(config, plan({ dashboardPort: 50_000, playgroundPort: 50_001 }))).toEqual([
    "Port 8091 is taken: the dashboard is on port 50000 this time.",
    "Port 8092 is taken: the playground is on port 50001 this time.",
  ]);
});

it("says nothing of a port that was to be any", () => {
  expect(describeMovedPorts({ ...config, port: 0 }, plan({ ingressPort: 50_000 }))).toEqual([]);
});
