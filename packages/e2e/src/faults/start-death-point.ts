import { type RedisTap, startRedisTap } from "@dinglane/redis-tap";

/** A place between two steps of a process: before Redis gets a command, or after, when its answer is on the way. */
export interface DeathPoint {
  side: "before" | "after";
  isAt: (words: readonly string[]) => boolean;
}

/** Stands between one process and Redis until the process has come to its point: then nothing passes any more. */
export interface DeathPointProxy extends RedisTap {
  /**
   * Resolves when the process is at its point. It hears nothing of Redis from here on, so it goes no further.
   */
  reached: Promise<void>;
}

export async function startDeathPoint(redisUrl: string, point: DeathPoint): Promise<DeathPointProxy> {
  const reached = Promise.withResolvers<void>();
  /** Undefined as long as all passes; then what does not, in case that the point was none. */
  let held: (() => void)[] | undefined;
  const pass = (write: () => void): void => {
    if (held === undefined) write();
    else held.push(write);
  };

  const tap = await startRedisTap(redisUrl, ({ toRedis, toProcess }) => {
    let isDying = false;
    return {
      onCommand({ words, bytes }) {
        if (held !== undefined || !point.isAt(words)) return pass(() => toRedis(bytes));
        if (point.side === "after") toRedis(bytes);
        else reached.resolve();
        isDying = true;
        held = [];
      },
      onAnswer(bytes) {
        pass(() => toProcess(bytes));
        if (!isDying || point.side === "before") return;
        if (!bytes.includes("-NOSCRIPT")) return reached.resolve();
        // It was not carried out: the script will be sent whole.
        isDying = false;
        const passed = held ?? [];
        held = undefined;
        for (const write of passed) write();
      },
    };
  });
  return { ...tap, reached: reached.promise };
}
