import type { Simulator, SimulatorOptions } from "./simulator.ts";

/** Starts a local DingTalk: callbacks out, webhooks in, the playground page on GET /. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  throw new Error(`not written yet: ${String(options.port)}`);
}
