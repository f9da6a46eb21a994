/**
 * Part of the time to stop that is kept for handing back: aborted model calls end at once, but a reply that is
 * being sent must not be cut off, or it is sent twice.
 */
const HAND_BACK_SHARE = 0.25;
/** A short outage just then is sat out. */
const LOOK_EVERY_MS = 500;

/** The three steps by which a worker lets go of its jobs, each bounded. */
export async function closeWorker(
  steps: {
    /** Nothing runs and Redis is away: there is nothing to wait for, and it would be waited for in vain. */
    isPointless: () => boolean;
    /** Stops taking; resolves when nothing runs any more. */
    drain: () => Promise<void>;
    /** Asks what runs to end. */
    abort: () => void;
    /** Waits no longer for what does not heed. */
    abandon: () => void;
  },
  timeoutMs: number,
): Promise<"drained" | "pointless" | "timeout"> {
  const pointless = Promise.withResolvers<"pointless">();
  const look = setInterval(() => {
    if (steps.isPointless()) pointless.resolve("pointless");
  }, LOOK_EVERY_MS);
  const ended = Promise.race([steps.drain().then(() => "drained" as const), pointless.promise]);
  const within = async (ms: number): Promise<"drained" | "pointless" | undefined> => {
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), ms);
    return Promise.race([ended, late.promise]).finally(() => clearTimeout(timer));
  };
  const handBackMs = timeoutMs * HAND_BACK_SHARE;
  try {
    const drained = await within(timeoutMs - handBackMs);
    if (drained !== undefined) return drained;
    steps.abort();
    const heeded = await within(handBackMs * 0.6);
    if (heeded !== undefined) return heeded;
    steps.abandon();
    return (await within(handBackMs * 0.4)) ?? "timeout";
  } finally {
    clearInterval(look);
  }
}
