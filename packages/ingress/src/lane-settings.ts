import { writeLaneSettings } from "@dinglane/jobs";
import type { Config, Logger } from "@dinglane/runtime";

export interface LaneSettingsOptions {
  redis: Parameters<typeof writeLaneSettings>[0]["redis"];
  prefix: string;
  limits: Config["limits"];
  log: Pick<Logger, "warn">;
}

/**
 * Writes the configured bounds where all processes read them, whenever Redis is there: at the start it may be down,
 * and it may come back empty.
 */
export function startLaneSettings({ redis, prefix, limits, log }: LaneSettingsOptions): void {
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
