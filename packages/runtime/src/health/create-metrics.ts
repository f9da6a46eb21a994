import { collectDefaultMetrics, Registry } from "prom-client";

/** A registry of its own per process: memory, CPU, garbage collection and what the service adds, all labelled by service. */
export function createMetrics(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  return registry;
}
