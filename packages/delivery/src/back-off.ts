import type { Redis } from "ioredis";
import { backOffKey } from "./keys.ts";

/** Conversations that DingTalk wants left alone for a while, known to every process. */
export interface BackOff {
  /** 0 when the conversation may be spoken in. */
  remainingMs(conversation: string): Promise<number>;
  begin(conversation: string, ms: number): Promise<void>;
}

export function createBackOff({ redis, prefix }: { redis: Redis; prefix: string }): BackOff {
  return {
    async remainingMs(conversation) {
      return Math.max(0, await redis.pttl(backOffKey(prefix, conversation)));
    },
    async begin(conversation, ms) {
      await redis.set(backOffKey(prefix, conversation), "1", "PX", ms);
    },
  };
}
