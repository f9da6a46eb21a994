export type ServiceName = "simulator" | "ingress" | "chat-worker" | "dashboard";

/** In the order of their start; the reverse of it is the order of their end. */
export function servicesToStart(dingtalk: "real" | "simulated"): ServiceName[] {
  const always: ServiceName[] = ["chat-worker", "dashboard", "ingress"];
  return dingtalk === "simulated" ? ["simulator", ...always] : always;
}

/** Only looked at: messages are taken and answered without them. */
const dispensable: ReadonlySet<ServiceName> = new Set(["simulator", "dashboard"]);

/** Whether the bot goes on without this service, once nothing brings it back. */
export function isDispensable(name: ServiceName): boolean {
  return dispensable.has(name);
}
