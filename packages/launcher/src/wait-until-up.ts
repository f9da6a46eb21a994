import type { ProcessEnd } from "@dinglane/local-redis";
import { describeEnd } from "./describe-end.ts";
import { LaunchError } from "./launch-error.ts";
import { pause } from "./pause.ts";

const retryMs = 50;
const timeoutMs = 60_000;

export interface StartingService {
  name: string;
  /** Answers 2xx once it is up. */
  url: string;
  /** Resolves when its process ends: who answers after that is somebody else. */
  ended: Promise<ProcessEnd>;
}

/**
 * Asks an address until it answers 2xx.
 * @throws LaunchError `not_up`, at once when the process has ended; the signal's reason when that aborts
 */
export async function waitUntilUp(service: StartingService, stopping: AbortSignal): Promise<void> {
  const { name, url, ended } = service;
  const over = new AbortController();
  const signal = AbortSignal.any([stopping, over.signal]);
  void ended.then((end) =>
    over.abort(new LaunchError("not_up", `${name} ended while it was starting (${describeEnd(end)}).`)),
  );
  // A process that has ended before is heard of now, not after its port was asked.
  await Promise.resolve();
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    throwReason(stopping, over.signal);
    const isUp = await answers(url, signal);
    throwReason(stopping, over.signal);
    if (isUp) return;
    if (performance.now() > deadline) {
      throw new LaunchError("not_up", `${name} did not come up within ${timeoutMs / 1_000} s (${url}).`);
    }
    await pause(retryMs, signal);
  }
}

/** The stop before the end: a process that ends because all stop has not failed. */
function throwReason(...signals: readonly AbortSignal[]): void {
  for (const signal of signals) signal.throwIfAborted();
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(2_000)]) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}
