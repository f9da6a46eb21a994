import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const packages = fileURLToPath(new URL("../../", import.meta.url));
const READY_WITHIN_MS = 45_000;

/** The services, and the variable that each takes its port from. */
const PORT_OF = {
  ingress: "PORT",
  "chat-worker": "HEALTH_PORT",
  "image-worker": "HEALTH_PORT",
  "admin-worker": "HEALTH_PORT",
  dashboard: "DASHBOARD_PORT",
} as const;

export type ServiceName = keyof typeof PORT_OF;

/** A service as a process of its own, with everything it printed. */
export interface RunningService {
  name: string;
  url: string;
  pid: number;
  /** All that it wrote to stdout and stderr so far. */
  output(): string;
  /** Sends a signal; resolves with the exit code (null when a signal ended it). */
  end(signal: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<number | null>;
  /** Freezes or thaws it. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void;
  exited(): boolean;
}

/** Starts `packages/<name>/src/main.ts` with exactly this environment and waits until /readyz answers 200. */
export async function startService(
  name: ServiceName,
  port: number,
  env: Record<string, string>,
): Promise<RunningService> {
  const child = spawn(process.execPath, [`${packages}${name}/src/main.ts`], {
    env: { ...env, [PORT_OF[name]]: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (output += text));
  const exit = once(child, "exit") as Promise<[number | null]>;
  const exited = (): boolean => child.exitCode !== null || child.signalCode !== null;

  const service: RunningService = {
    name,
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    output: () => output,
    exited,
    signal: (signal) => child.kill(signal),
    async end(signal) {
      if (!exited()) child.kill(signal);
      const [code] = await exit;
      return code;
    },
  };
  await waitUntilReady(service);
  return service;
}

async function waitUntilReady(service: RunningService): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline && !service.exited()) {
    const ready = await fetch(`${service.url}/readyz`).catch(() => undefined);
    await ready?.body?.cancel();
    if (ready?.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await service.end("SIGKILL");
  throw new Error(`${service.name} did not become ready:\n${service.output()}`);
}
