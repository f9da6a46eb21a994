import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { findFreePort } from "@dinglane/local-redis";

const packages = fileURLToPath(new URL("../../../", import.meta.url));
const READY_WITHIN_MS = 20_000;

/** A process of this run; it ends when disposed. */
export interface Program extends AsyncDisposable {
  pid: number;
}

export interface Service extends Program {
  url: string;
}

/** One of this package's own programs, which may be asked for its figures. */
export interface OwnProgram<Hello> extends Program {
  /** The first thing it said. */
  hello: Hello;
  ask<Answer>(): Promise<Answer>;
}

export async function startProgram<Hello>(path: URL, args: string[]): Promise<OwnProgram<Hello>> {
  const child = fork(path, args, { env: {} });
  const [hello] = (await once(child, "message")) as [Hello];
  return {
    pid: child.pid ?? 0,
    hello,
    async ask<Answer>() {
      const answer = once(child, "message");
      child.send("figures");
      return (await answer)[0] as Answer;
    },
    [Symbol.asyncDispose]: async () => ended(child, () => child.disconnect()),
  };
}

/** The services, and the variable that each takes its port from. */
const PORT_OF = {
  ingress: "PORT",
  "chat-worker": "HEALTH_PORT",
  "image-worker": "HEALTH_PORT",
  "admin-worker": "HEALTH_PORT",
  dashboard: "DASHBOARD_PORT",
} as const;

/** Starts a service as it runs in an installation, with exactly this environment. */
export async function startService(
  name: keyof typeof PORT_OF,
  env: Record<string, string>,
): Promise<Service> {
  const port = await findFreePort();
  const child = fork(`${packages}${name}/src/main.ts`, [], {
    env: { ...env, [PORT_OF[name]]: String(port) },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const url = `http://127.0.0.1:${port}`;
  const service = {
    pid: child.pid ?? 0,
    url,
    [Symbol.asyncDispose]: async () => ended(child, () => child.kill("SIGTERM")),
  };
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return service;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  await service[Symbol.asyncDispose]();
  throw new Error(`${name} did not become ready`);
}

async function ended(child: ReturnType<typeof fork>, end: () => void): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  end();
  await exit;
}
