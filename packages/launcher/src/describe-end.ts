import type { ProcessEnd } from "@dinglane/local-redis";

/** How a process ended, for a person. */
export function describeEnd({ exitCode, signal, error }: ProcessEnd): string {
  return error?.message ?? (signal === null ? `exit code ${exitCode}` : signal);
}
