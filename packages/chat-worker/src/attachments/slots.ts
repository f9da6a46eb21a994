/**
 * Runs work when one of its slots is free. Who is aborted gives up their place in line at once; work that has begun has to
 * heed the signal itself.
 *
 * @throws the signal's reason.
 */
export type Slots = <Result>(work: () => Promise<Result>, signal: AbortSignal) => Promise<Result>;

/** Creates a room in which so much work at most goes on at a time, the others waiting in line. */
export function createSlots(size: number): Slots {
  let free = size;
  const line: (() => void)[] = [];

  async function turn(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const giveUp = (): void => {
      const place = line.indexOf(resolve);
      // Whoever was called up already is in a slot, and gives that back.
      if (place === -1) return;
      line.splice(place, 1);
      reject(signal.reason);
    };
    line.push(resolve);
    signal.addEventListener("abort", giveUp);
    await promise.finally(() => signal.removeEventListener("abort", giveUp));
  }

  return async (work, signal) => {
    signal.throwIfAborted();
    if (free === 0) await turn(signal);
    else free -= 1;
    try {
      return await work();
    } finally {
      const next = line.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
