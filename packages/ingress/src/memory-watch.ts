import type { Logger } from "@dinglane/runtime";

export interface MemoryWatchOptions {
  redis: { info(section: "memory"): Promise<string> };
  log: Pick<Logger, "warn" | "info">;
  everyMs?: number;
}

export interface MemoryWatch {
  /** As of the last look, at most a second or so ago. */
  isFull: () => boolean;
  close: () => Promise<void>;
}

const LOOK_EVERY_MS = 1_000;

/** From here on new messages stay out: what is taken already still needs room for replies and contexts. */
const FULL_AT = 0.85;

/** Watches how full Redis is. It is asked once a second, not once a message. */
export function startMemoryWatch({ redis, log, everyMs = LOOK_EVERY_MS }: MemoryWatchOptions): MemoryWatch {
  let full = false;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    try {
      const used = usedShareOf(await redis.info("memory"));
      const isNowFull = used >= FULL_AT;
      if (isNowFull === full) return;
      full = isNowFull;
      const fields = { usedPercent: Math.round(used * 100) };
      if (full) log.warn(fields, "redis is nearly full: new messages are refused until there is room");
      else log.info(fields, "redis has room again");
    } catch {
      // Away, which the connection itself tells of. What it was last seen to be may be long past.
      full = false;
    }
  }

  function lookAgain(): void {
    looking ??= look().finally(() => {
      looking = undefined;
    });
  }

  lookAgain();
  const timer = setInterval(lookAgain, everyMs);
  return {
    isFull: () => full,
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** 0 where `maxmemory` is not set: then there is no bound that we know of. */
function usedShareOf(info: string): number {
  const figure = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, "m").exec(info)?.[1] ?? 0);
  const maxmemory = figure("maxmemory");
  return maxmemory === 0 ? 0 : figure("used_memory") / maxmemory;
}
