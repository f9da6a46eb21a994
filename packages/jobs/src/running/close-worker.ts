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
  const drained = steps.drain().then(() => true);
  const within = async (ms: number): Promise<boolean> => {
    const late = Promise.withResolvers<boolean>();
    const timer = setTimeout(() => late.resolve(false), ms);
    return Promise.race([drained, late.promise]).finally(() => clearTimeout(timer));
  };
  const handBackMs = timeoutMs * HAND_BACK_SHARE;
  if (await within(timeoutMs - handBackMs)) return "drained";
  steps.abort();
  if (await within(handBackMs * 0.6)) return "drained";
  steps.abandon();
  return (await within(handBackMs * 0.4)) ? "drained" : "timeout";
}
