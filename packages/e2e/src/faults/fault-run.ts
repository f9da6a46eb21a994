import type { TestProject } from "vitest/node";

/** How much a run of the fault suite does: enough for every change, or all that was promised, by hand. */
export interface FaultRun {
  /** vitest's own: `--sequence.seed=<printed number>` makes the same choices again. */
  seed: number;
  killRounds: number;
  messagesPerRound: number;
  redisOutagesMs: number[];
  /** A completion that takes this long is not taken for dead. */
  longCompletionMs: number;
  /** Between two deliveries of the same message. */
  redeliveryGapMs: number;
  rollingRestarts: number;
}

const SHORT: Omit<FaultRun, "seed"> = {
  killRounds: 20,
  messagesPerRound: 200,
  redisOutagesMs: [3_000, 11_000],
  longCompletionMs: 25_000,
  redeliveryGapMs: 5_000,
  rollingRestarts: 1,
};

const LONG: typeof SHORT = {
  killRounds: 60,
  messagesPerRound: 250,
  redisOutagesMs: [1_000, 3_000, 11_000, 25_000, 5_000],
  longCompletionMs: 10 * 60_000,
  redeliveryGapMs: 3 * 60_000,
  rollingRestarts: 4,
};

declare module "vitest" {
  interface ProvidedContext {
    faultRun: FaultRun;
  }
}

/** vitest's globalSetup of the projects `faults` and `faults-long`. */
export function setup(project: TestProject): void {
  const { seed } = project.config.sequence;
  project.vitest.logger.log(`Faults by chance: --sequence.seed=${seed} makes the same choices again.`);
  project.provide("faultRun", { seed, ...(project.name === "faults-long" ? LONG : SHORT) });
}
