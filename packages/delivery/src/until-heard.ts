import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";

/** A connection that is away holds a command for seconds before it gives up; this is for one that refuses at once. */
const PAUSE_MS = 100;

/**
 * Writes what has already happened, again and again for as long as Redis is away: a post that nobody remembers is repeated. Whoever
 * stops meanwhile need not wait for it.
 *
 * @throws what Redis answered, or the failure when the connection has been ended here.
 */
export async function untilHeard(redis: Redis, write: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await write();
      return;
    } catch (error) {
      if (isAnswer(error) || redis.status === "end") throw error;
      await sleep(PAUSE_MS);
    }
  }
}

const isAnswer = (error: unknown): boolean => error instanceof Error && error.name === "ReplyError";
