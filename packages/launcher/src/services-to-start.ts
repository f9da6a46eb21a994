/** Takes jobs from a queue; has no port but that of its probes. */
export type WorkerName = "chat-worker" | "image-worker" | "admin-worker";
export type ServiceName = "simulator" | "ingress" | "dashboard" | WorkerName;

/** In the order of their start; the reverse of it is the order of their end. */
export function servicesToStart(dingtalk: "real" | "simulated"): ServiceName[] {
  const always: ServiceName[] = ["chat-worker", "image-worker", "admin-worker", "dashboard", "ingress"];
  return dingtalk === "simulated" ? ["simulator", ...always] : always;
}

/** Questions are taken and answered without them; what they would do waits in its queue. */
const dispensable: ReadonlySet<ServiceName> = new Set([
  "simulator",
  "image-worker",
  "admin-worker",
  "dashboard",
]);

/** Whether the bot goes on without this service, once nothing brings it back. */
export function isDispensable(name: ServiceName): boolean {
  return dispensable.has(name);
}
