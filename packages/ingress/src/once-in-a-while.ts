/** Far more than can be spoken to in a minute; the memory they take is bounded all the same. */
const MAX_KEYS = 10_000;

/** Creates a memory that says yes to a key once in `windowMs`. */
export function createOnceInAWhile(windowMs: number, now: () => number): (key: string) => boolean {
  const saidAtMs = new Map<string, number>();
  return (key) => {
    const nowMs = now();
    for (const [oldest, atMs] of saidAtMs) {
      if (nowMs - atMs < windowMs && saidAtMs.size < MAX_KEYS) break;
      saidAtMs.delete(oldest);
    }
    if (saidAtMs.has(key)) return false;
    saidAtMs.set(key, nowMs);
    return true;
  };
}
