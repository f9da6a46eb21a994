import { fileURLToPath } from "node:url";
import { endProcess, startGuardedProcess } from "@dinglane/local-redis";
import type { Environment } from "./plan-launch.ts";
import type { ServiceName } from "./services-to-start.ts";
import type { Running } from "./start-supervised.ts";

export interface StartServiceOptions {
  name: ServiceName;
  /** The Node that runs us: pnpm's scripts may have found a newer one than PATH has. */
  execPath: string;
  env: Environment;
  onLine: (line: string) => void;
  /** How long a service may drain before it is killed. */
  stopTimeoutMs: number;
}

/** Starts `packages/<name>/src/main.ts` as a process that ends with ours. */
export function startService(options: StartServiceOptions): Running {
  const { name, execPath, env, onLine, stopTimeoutMs } = options;
  const entry = fileURLToPath(new URL(`../../${name}/src/main.ts`, import.meta.url));
  const process = startGuardedProcess(execPath, [entry], { env, onLine });
  return { ended: process.ended, stop: () => endProcess(process, "SIGTERM", stopTimeoutMs) };
}
