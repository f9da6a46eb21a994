/** Why a key is left alone for a while. */
export type KeyTrouble = "rate_limited" | "refused_credentials";

export interface KeyRing {
  /** The index of the key whose turn it is; undefined when every key is out or was tried. */
  next(tried: ReadonlySet<number>, nowMs: number): number | undefined;
  /** Says whether this is news: a key that is out already may be refused to calls that began before. */
  setAside(index: number, trouble: KeyTrouble, waitMs: number, nowMs: number): boolean;
  /** An answer came, so the key is not refused (any more). A rate limit stays: the answer may have begun before it. */
  works(index: number): void;
  /** How long until the first of the rate-limited keys may be used; undefined when none is. */
  shortestWaitMs(nowMs: number): number | undefined;
}

interface KeyState {
  trouble?: KeyTrouble;
  outUntilMs: number;
}

/** Gives keys out in turn and remembers which of them have to rest. */
export function createKeyRing(size: number): KeyRing {
  const keys: KeyState[] = Array.from({ length: size }, () => ({ outUntilMs: 0 }));
  let turn = 0;

  /** Of keys that are all refused there is nothing to wait for, but perhaps the operator has paid by now. */
  function oldestRefused(tried: ReadonlySet<number>): number | undefined {
    if (!keys.every(({ trouble }) => trouble === "refused_credentials")) return undefined;
    const untried = keys.map((key, index) => ({ ...key, index })).filter(({ index }) => !tried.has(index));
    return untried.toSorted((one, other) => one.outUntilMs - other.outUntilMs)[0]?.index;
  }

  return {
    next(tried, nowMs) {
      for (let step = 0; step < size; step++) {
        const index = (turn + step) % size;
        const key = keys[index];
        if (key === undefined || tried.has(index) || key.outUntilMs > nowMs) continue;
        turn = index + 1;
        return index;
      }
      return oldestRefused(tried);
    },
    setAside(index, trouble, waitMs, nowMs) {
      const key = keys[index];
      if (key === undefined) return false;
      const isNews = key.outUntilMs <= nowMs || key.trouble !== trouble;
      const untilMs = nowMs + waitMs;
      keys[index] = { trouble, outUntilMs: isNews ? untilMs : Math.max(key.outUntilMs, untilMs) };
      return isNews;
    },
    works(index) {
      if (keys[index]?.trouble === "refused_credentials") keys[index] = { outUntilMs: 0 };
    },
    shortestWaitMs(nowMs) {
      const waits = keys
        .filter((key) => key.trouble === "rate_limited" && key.outUntilMs > nowMs)
        .map(({ outUntilMs }) => outUntilMs - nowMs);
      return waits.length === 0 ? undefined : Math.min(...waits);
    },
  };
}
