import type { Redis } from "ioredis";

/** What the lane scripts read from one Redis hash, so that no two processes can disagree. */
export interface LaneSettings {
  /** Messages that may wait in a lane beside those that run; 0 = nobody waits. */
  laneLimit: number;
  /** Messages of a lane that may run at once. */
  userConcurrency: number;
  /** Messages that may wait in all queues together; 0 = no limit. */
  maxWaiting: number;
  /** Messages in a minute that starts with the first of them; 0 = no limit. */
  perUserPerMinute: number;
  perGroupPerMinute: number;
  globalPerMinute: number;
}

/** Writes the given settings; the others keep what they have. Every process follows from its next script on. */
export async function writeLaneSettings(
  _options: { redis: Redis; prefix: string },
  _settings: Partial<LaneSettings>,
): Promise<void> {
  throw new Error("not built yet");
}
