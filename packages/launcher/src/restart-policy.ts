/** Exit code of a service whose configuration is wrong (sysexits.h): starting it again cannot help. */
export const configErrorExitCode = 78;

export type RestartDecision =
  | { action: "restart"; delayMs: number }
  | { action: "give-up"; because: "configuration" | "keeps-ending" };

export interface RestartPolicy {
  /** What to do now that a run has ended by itself. */
  afterEnd(run: { exitCode: number | null; upMs: number }): RestartDecision;
}

const delaysMs = [500, 1_000, 2_000, 4_000, 8_000];
/** Who ran this long had recovered: the tries begin anew. */
const steadyMs = 60_000;

/** A few tries with growing pauses. One policy per supervised process: it counts. */
export function createRestartPolicy(): RestartPolicy {
  let tries = 0;
  return {
    afterEnd({ exitCode, upMs }) {
      if (exitCode === configErrorExitCode) return { action: "give-up", because: "configuration" };
      if (upMs >= steadyMs) tries = 0;
      const delayMs = delaysMs[tries];
      tries += 1;
      return delayMs === undefined
        ? { action: "give-up", because: "keeps-ending" }
        : { action: "restart", delayMs };
    },
  };
}
