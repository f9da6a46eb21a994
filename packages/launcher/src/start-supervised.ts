import type { ProcessEnd } from "@dinglane/local-redis";
import { describeEnd } from "./describe-end.ts";
import type { RestartDecision, RestartPolicy } from "./restart-policy.ts";

export interface Running {
  ended: Promise<ProcessEnd>;
  stop: () => Promise<void>;
}

/** What all that the launcher supervises has in common. */
export interface Supervision {
  /** Told in plain words what happens between two runs. */
  say: (line: string) => void;
  /** Called once, when nothing will be tried any more. */
  giveUp: (because: (RestartDecision & { action: "give-up" })["because"]) => void;
  now: () => number;
}

export interface SupervisedOptions<Run extends Running> extends Supervision {
  name: string;
  start: () => Promise<Run>;
  policy: RestartPolicy;
  /** Resolves after the time, or at once when the signal aborts. */
  delay: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Starts something and starts it again when it ends by itself. The first start's error is the caller's. */
export async function startSupervised<Run extends Running>(
  options: SupervisedOptions<Run>,
): Promise<{ first: Run; stop: () => Promise<void> }> {
  const { name, start, policy, say, giveUp, now, delay } = options;
  const stopping = new AbortController();
  const first = await start();
  let running: Running = first;
  const watching = watch();
  return {
    first,
    async stop() {
      stopping.abort();
      await running.stop();
      await watching;
    },
  };

  async function watch(): Promise<void> {
    for (;;) {
      const startedAtMs = now();
      const end = await running.ended;
      if (stopping.signal.aborted) return;
      const decision = policy.afterEnd({ exitCode: end.exitCode, upMs: now() - startedAtMs });
      if (decision.action === "give-up") {
        say(`${name} ended (${describeEnd(end)}) and is not started again.`);
        giveUp(decision.because);
        return;
      }
      say(`${name} ended (${describeEnd(end)}); starting it again in ${decision.delayMs / 1_000} s.`);
      await delay(decision.delayMs, stopping.signal);
      if (stopping.signal.aborted) return;
      running = await startAgain();
      // stop() met the run before this one.
      if (stopping.signal.aborted) await running.stop();
    }
  }

  /** A start that failed counts as a run that ended at once. */
  async function startAgain(): Promise<Running> {
    try {
      return await start();
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      return {
        ended: Promise.resolve({ exitCode: null, signal: null, error: failure }),
        stop: async () => undefined,
      };
    }
  }
}
