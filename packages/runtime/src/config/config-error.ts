import type { ConfigProblem } from "./config-problem.ts";

/** The configuration cannot be used. Carries every problem, so that one start is enough to see them all. */
export class ConfigError extends Error {
  readonly code = "config_error";
  readonly problems: readonly ConfigProblem[];
  /** What was odd but not wrong: often the reason for a problem. */
  readonly warnings: readonly string[];

  constructor(problems: readonly ConfigProblem[], warnings: readonly string[], options?: ErrorOptions) {
    super(`${problems.length} problem(s) in the configuration`, options);
    this.name = "ConfigError";
    this.problems = problems;
    this.warnings = warnings;
  }
}
