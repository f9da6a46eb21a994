import { randomUUID } from "node:crypto";
import type { Delivery } from "../delivery.ts";
import type { Timeline } from "../timeline.ts";

const DAY_MS = 24 * 60 * 60_000;
/** A service runs for days: the oldest entries give way. */
const MAX_SENT = 20_000;

/** What can be taken back, by processQueryKey. */
export interface SentMessages {
  /** A key for the messages of one call. */
  keyFor(this: void, robot: string, deliveries: readonly Delivery[]): string;
  /** Takes messages back: those of a robot, and of a conversation where one is given. Undefined, or why not. */
  recall(this: void, key: string, robot: string, conversationId?: string): string | undefined;
}

export function createSentMessages(timeline: Timeline, now: () => number): SentMessages {
  const sent = new Map<string, { robot: string; atMs: number; deliveries: readonly Delivery[] }>();
  return {
    keyFor(robot, deliveries) {
      const key = randomUUID();
      sent.set(key, { robot, atMs: now(), deliveries });
      const [oldest] = sent.keys();
      if (sent.size > MAX_SENT && oldest !== undefined) sent.delete(oldest);
      return key;
    },
    recall(key, robot, conversationId) {
      const found = sent.get(key);
      const isThere =
        found?.robot === robot &&
        found.deliveries.every(
          (delivery) => conversationId === undefined || delivery.conversationId === conversationId,
        );
      if (found === undefined || !isThere) return "invalid.processQueryKey";
      if (found.atMs + DAY_MS <= now()) return "robot.processQueryKey.expired";
      for (const delivery of found.deliveries) {
        delivery.recalledAtMs = now();
        const { conversationId: place, number } = delivery;
        if (place !== undefined) timeline.add({ kind: "recalled", conversationId: place, number });
      }
      return undefined;
    },
  };
}
