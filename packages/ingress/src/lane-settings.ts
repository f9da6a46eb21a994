import { writeLaneSettings } from "@dinglane/jobs";
import type { LiveConfig, Logger } from "@dinglane/runtime";

export interface LaneSettingsOptions {
  redis: Parameters<typeof writeLaneSettings>[0]["redis"];
  prefix: string;
  live: Pick<LiveConfig, "current" | "onChange">;
  log: Pick<Logger, "warn">;
}

/**
 * Writes the configured bounds where all processes read them: when they change, and whenever Redis is there, since at the
 * start it may be down, and it may come back empty.
 */
export function startLaneSettings({ redis, prefix, live, log }: LaneSettingsOptions): void {
  function write(): void {
    const { limits: configured, session } = live.current();
    // Where everybody has context unless they say otherwise, everybody is answered one at a time.
    const isSerial = session.defaultMode === "multiTurn";
    const limits = isSerial ? { ...configured, userConcurrency: 1 } : configured;
    writeLaneSettings({ redis, prefix }, limits).catch((err: unknown) => {
      log.warn(
        { err },
        "lane settings not written; the ones in Redis stay in force until it is reached again",
      );
    });
  }
  live.onChange(write);
  redis.on("ready", write);
  if (redis.status === "ready") write();
}
