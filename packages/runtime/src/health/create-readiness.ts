import type { Logger } from "pino";

export interface Readiness {
  add: (name: string, check: () => Promise<void>) => void;
  /** From now on not ready, whatever the checks say: new work belongs elsewhere. */
  drain: () => void;
  look: () => Promise<ReadinessReport>;
}

interface ReadinessReport {
  status: "ready" | "not_ready" | "draining";
  checks: Record<string, "ok" | "failed">;
}

async function within(timeoutMs: number, work: Promise<void>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Keeps the list of what must work. Callers that ask at the same time share one look, so probing cannot become load. */
export function createReadiness(options: {
  log: Pick<Logger, "debug" | "info" | "warn">;
  timeoutMs: number;
}): Readiness {
  const checks = new Map<string, () => Promise<void>>();
  const failing = new Set<string>();
  const passedOnce = new Set<string>();
  let draining = false;
  let looking: Promise<ReadinessReport> | undefined;

  async function run(name: string, check: () => Promise<void>): Promise<[string, "ok" | "failed"]> {
    try {
      await within(options.timeoutMs, check());
      passedOnce.add(name);
      if (failing.delete(name)) options.log.info({ check: name }, "readiness check passes again");
      return [name, "ok"];
    } catch (error) {
      if (!passedOnce.has(name)) {
        // Still starting. Why something does not come up is told by whoever opens it.
        options.log.debug({ check: name, reason: reasonOf(error) }, "readiness check does not pass yet");
        return [name, "failed"];
      }
      if (!failing.has(name)) options.log.warn({ check: name, err: error }, "readiness check fails");
      failing.add(name);
      return [name, "failed"];
    }
  }

  async function lookAtAll(): Promise<ReadinessReport> {
    const results = await Promise.all([...checks].map(([name, check]) => run(name, check)));
    const status = results.every(([, result]) => result === "ok") ? "ready" : "not_ready";
    return { status: draining ? "draining" : status, checks: Object.fromEntries(results) };
  }

  return {
    add: (name, check) => void checks.set(name, check),
    drain() {
      draining = true;
    },
    look() {
      looking ??= lookAtAll().finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
}
