import { Counter, Histogram, type Registry } from "prom-client";

export interface IntakeMetrics {
  /** Counts a message and the time from its arrival to its acknowledgement. */
  observe(outcome: string, reason: string, ackSeconds: number): void;
}

export function createIntakeMetrics(registry: Registry): IntakeMetrics {
  const messages = new Counter({
    name: "dinglane_ingress_messages_total",
    help: "Callbacks by what became of them.",
    labelNames: ["outcome", "reason"],
    registers: [registry],
  });
  const ack = new Histogram({
    name: "dinglane_ingress_ack_seconds",
    help: "Time from a callback's arrival to its acknowledgement.",
    labelNames: ["outcome"],
    // DingTalk gives up after 2.5 s; an acknowledgement should take single-digit milliseconds.
    buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 2, 2.5],
    registers: [registry],
  });
  return {
    observe(outcome, reason, ackSeconds) {
      messages.inc({ outcome, reason });
      ack.observe({ outcome }, ackSeconds);
    },
  };
}
