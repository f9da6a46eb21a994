import { LaunchError } from "./launch-error.ts";
import { pause } from "./pause.ts";

const retryMs = 50;
const timeoutMs = 60_000;

/**
 * Asks an address until it answers 2xx.
 * @throws LaunchError `not_up`; the signal's reason when that aborts
 */
export async function waitUntilUp(name: string, url: string, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await answers(url))) {
    signal.throwIfAborted();
    if (performance.now() > deadline) {
      throw new LaunchError("not_up", `${name} did not come up within ${timeoutMs / 1_000} s (${url}).`);
    }
    await pause(retryMs, signal);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}
