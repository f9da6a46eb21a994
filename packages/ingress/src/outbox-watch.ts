import type { Logger } from "@dinglane/runtime";
import { Gauge, type Registry } from "prom-client";

const LOOK_EVERY_MS = 15_000;
/** An admin-worker takes milliseconds. */
const ALARM_AGE_MS = 60_000;

/**
 * Watches how long transcripts have waited for their database. Admin-workers do so as well; where none runs, nobody else
 * would tell that Redis fills up.
 */
export function startOutboxWatch(options: {
  ageMs: () => Promise<number>;
  metrics: Registry;
  log: Pick<Logger, "warn">;
  everyMs?: number;
}): { close: () => Promise<void> } {
  const { ageMs, log } = options;
  const oldest: Gauge = new Gauge({
    name: "dinglane_transcript_oldest_seconds",
    help: "For how long the oldest entry has waited for the database; 0 when none waits.",
    registers: [options.metrics],
    async collect() {
      // Without Redis there is no figure; the connection's own gauge says why.
      oldest.set((await ageMs().catch(() => Number.NaN)) / 1000);
    },
  });
  let isLate = false;

  async function look(): Promise<void> {
    // Redis may be away, which its connection reports.
    const age = await ageMs().catch(() => undefined);
    if (age === undefined) return;
    const wasLate = isLate;
    isLate = age > ALARM_AGE_MS;
    if (!isLate || wasLate) return;
    const facts = { oldestSeconds: Math.round(age / 1000) };
    log.warn(facts, "transcripts gather in Redis: run an admin-worker, or keep none (transcript_days: 0)");
  }

  const timer = setInterval(() => void look(), options.everyMs ?? LOOK_EVERY_MS);
  return { close: async () => clearInterval(timer) };
}
