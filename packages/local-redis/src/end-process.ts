import type { GuardedProcess } from "./guarded-process.ts";

/** Sends a signal and waits for the end; SIGKILL follows after `forceAfterMs`. */
export async function endProcess(
  process: GuardedProcess,
  signal: NodeJS.Signals,
  forceAfterMs: number,
): Promise<void> {
  if (process.hasEnded()) return;
  process.kill(signal);
  const force = setTimeout(() => process.kill("SIGKILL"), forceAfterMs);
  await process.ended;
  clearTimeout(force);
}
