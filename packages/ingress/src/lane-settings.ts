import { writeLaneSettings } from "@dinglane/jobs";
import type { Config, Logger } from "@dinglane/runtime";

export interface LaneSettingsOptions {
  redis: Parameters<typeof writeLaneSettings>[0]["redis"];
  prefix: string;
  config: Pick<Config, "limits" | "session">;
  log: Pick<Logger, "warn">;
}

/**
 * Writes the configured bounds where all processes read them, whenever Redis is there: at the start it may be down,
 * and it may come back empty.
 */
export function startLaneSettings({ redis, prefix, config, log }: LaneSettingsOptions): void {
  // Where everybody has context unless they say otherwise, everybody is answered one at a time.
  const isSerial = config.session.defaultMode === "multiTurn";
  const limits = isSerial ? { ...config.limits, userConcurrency: 1 } : config.limits;
  function write(): void {
    writeLaneSettings({ redis, prefix }, limits).catch((err: unknown) => {
      log.warn(
        { err },
        "lane settings not written; the ones in Redis stay in force until it is reached again",
      );
    });
  }
  redis.on("ready", write);
  if (redis.status === "ready") write();
}
