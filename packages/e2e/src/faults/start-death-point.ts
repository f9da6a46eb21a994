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

/** Sent behind the command whose answer is waited for: what comes right before its own answer is that answer. */
const ECHO = "what-stands-before-this-is-the-answer";
const ECHO_COMMAND = Buffer.from(`*2\r\n$4\r\nECHO\r\n$${ECHO.length}\r\n${ECHO}\r\n`);
const ECHO_ANSWER = Buffer.from(`$${ECHO.length}\r\n${ECHO}\r\n`);

export async function startDeathPoint(redisUrl: string, point: DeathPoint): Promise<DeathPointProxy> {
  const reached = Promise.withResolvers<void>();
  /** Undefined as long as all passes; then what does not, in case that the point was none. */
  let held: (() => void)[] | undefined;
  const pass = (write: () => void): void => {
    if (held === undefined) write();
    else held.push(write);
  };

  const tap = await startRedisTap(redisUrl, ({ toRedis, toProcess }) => {
    /** What Redis has answered since the command of the point was sent, and to commands before it. */
    let answers: Buffer | undefined;
    return {
      onCommand({ words, bytes }) {
        if (held !== undefined || !point.isAt(words)) return pass(() => toRedis(bytes));
        held = [];
        if (point.side === "before") return reached.resolve();
        toRedis(Buffer.concat([bytes, ECHO_COMMAND]));
        answers = Buffer.alloc(0);
      },
      onAnswer(bytes) {
        if (answers === undefined) return pass(() => toProcess(bytes));
        answers = Buffer.concat([answers, bytes]);
        const at = answers.indexOf(ECHO_ANSWER);
        if (at < 0) return;
        const [before, behind] = [answers.subarray(0, at), answers.subarray(at + ECHO_ANSWER.length)];
        if (!/-NOSCRIPT [^\r\n]*\r\n$/.test(before.toString("latin1"))) return reached.resolve();
        // It was not carried out: the script will be sent whole.
        answers = undefined;
        const passed = held ?? [];
        held = undefined;
        toProcess(Buffer.concat([before, behind]));
        for (const write of passed) write();
      },
    };
  });
  return { ...tap, reached: reached.promise };
}
