import type { Config } from "./config/config.ts";
import type { ConfigProblem } from "./config/config-problem.ts";
import type { ServiceContext } from "./lifecycle/service-context.ts";

export interface ServiceDefinition {
  /** Name in logs and metrics: "ingress", "chat-worker". */
  name: string;
  /** What this service cannot do without. Presence only; the schema has checked every value before. */
  demands?: (config: Config) => ConfigProblem[];
  /** Opens and starts everything; resolves when the service is up. */
  start: (context: ServiceContext) => Promise<void>;
}

/** Runs a service until it is told to stop. */
export function runService(_service: ServiceDefinition): void {
  throw new Error("being written");
}
