import { setTimeout as sleep } from "node:timers/promises";

/**
 * Part of the time to stop that is kept for handing back: aborted model calls end at once, but a reply that is
 * being sent must not be cut off, or it is sent twice.
 */
const HAND_BACK_SHARE = 0.25;

/** The three steps by which a worker lets go of its jobs, each bounded. */
export async function closeWorker(
  steps: {
    /** Stops taking; resolves when nothing runs any more. */
    drain: () => Promise<void>;
    /** Asks what runs to end. */
    abort: () => void;
    /** Waits no longer for what does not heed. */
    abandon: () => void;
  },
  timeoutMs: number,
): Promise<"drained" | "timeout"> {
  const stopped = new AbortController();
  const drained = steps.drain().then(() => true);
  const within = (ms: number): Promise<boolean> =>
    Promise.race([drained, sleep(ms, false, { signal: stopped.signal }).catch(() => false)]);
  const handBackMs = timeoutMs * HAND_BACK_SHARE;
  try {
    if (await within(timeoutMs - handBackMs)) return "drained";
    steps.abort();
    if (await within(handBackMs * 0.6)) return "drained";
    steps.abandon();
    return (await within(handBackMs * 0.4)) ? "drained" : "timeout";
  } finally {
    stopped.abort();
  }
}
