import type { StreamState } from "@dinglane/dingtalk";
import { Gauge, type Registry } from "prom-client";

/** Shows how many of each robot's connections are live, being opened, or refused by DingTalk. */
export function showStreamConnections(
  registry: Registry,
  states: ReadonlyMap<string, () => StreamState>,
): void {
  const gauge: Gauge = new Gauge({
    name: "dinglane_stream_connections",
    help: "Stream connections of this process by robot (client id) and state: live, connecting, refused.",
    labelNames: ["robot", "state"],
    registers: [registry],
    collect() {
      for (const [robot, state] of states) {
        const { live, connecting, standing } = state();
        const isRefused = standing === "refused";
        gauge.set({ robot, state: "live" }, live);
        gauge.set({ robot, state: "connecting" }, isRefused ? 0 : connecting);
        gauge.set({ robot, state: "refused" }, isRefused ? connecting : 0);
      }
    },
  });
}
