/**
 * How long what runs is given to heed: aborted model calls end at once, but a post that is under way (5 s at most) is to
 * be answered and recorded first, or whoever is handed its job posts it again. As much of it as the share allows.
 */
const HEED = { ms: 6_000, share: 0.6 };
/** For handing back what did not heed: two or three commands. */
const HAND_BACK = { ms: 2_500, share: 0.1 };
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
  const heedMs = Math.min(HEED.ms, timeoutMs * HEED.share);
  const handBackMs = Math.min(HAND_BACK.ms, timeoutMs * HAND_BACK.share);
  try {
    const drained = await within(timeoutMs - heedMs - handBackMs);
    if (drained !== undefined) return drained;
    steps.abort();
    const heeded = await within(heedMs);
    if (heeded !== undefined) return heeded;
    steps.abandon();
    return (await within(handBackMs)) ?? "timeout";
  } finally {
    clearInterval(look);
  }
}
