import { randomUUID } from "node:crypto";
import type { CardState } from "./cards/simulated-card.ts";
import type { CallbackRecord } from "./callback-record.ts";
import type { SaidParts } from "./said-parts.ts";
import type { Reply } from "./reply.ts";

/** One thing that people looking at the playground see happen. */
type TimelineEvent =
  | ({
      kind: "said";
      conversationId: string;
      msgId: string;
      person: string;
      msgtype: string;
      text: string;
      atMs: number;
    } & SaidParts)
  | {
      kind: "callback";
      conversationId: string;
      msgId: string;
      outcome: CallbackRecord["outcome"];
      status?: number;
      atMs: number;
    }
  | { kind: "reply"; conversationId: string; number: number; msgId?: string; reply: Reply; atMs: number }
  | { kind: "recalled"; conversationId: string; number: number }
  | { kind: "emotion"; conversationId: string; msgId: string; name: string; isOn: boolean }
  | {
      /** A card that is there, or has changed; the newest one says all. `atMs`: when it was made. */
      kind: "card";
      conversationId: string;
      outTrackId: string;
      robot: string;
      text: string;
      state: CardState;
      /** What buttons were answered with, by userId; "" is everybody. */
      pressed: Readonly<Record<string, string>>;
      atMs: number;
    }
  | { kind: "refused"; conversationId: string; errcode: number | string; errmsg: string; atMs: number };

export interface TimelineEntry {
  /** `<run>-<number>`: another run means that the simulator was started anew. */
  id: string;
  event: TimelineEvent;
}

export interface Timeline {
  add(event: TimelineEvent): void;
  /** What came after the entry of this id; everything where the id is of another run or forgotten. */
  since(id: string | undefined): { entries: TimelineEntry[]; isWhole: boolean };
  subscribe(listener: (entry: TimelineEntry) => void): () => void;
}

const MAX_ENTRIES = 2_000;

/** The conversations as a list of events, so that a page that comes late or again misses nothing. */
export function createTimeline(): Timeline {
  const run = randomUUID().slice(0, 8);
  const entries: TimelineEntry[] = [];
  const listeners = new Set<(entry: TimelineEntry) => void>();
  let count = 0;

  return {
    add(event) {
      count += 1;
      const entry = { id: `${run}-${count}`, event };
      entries.push(entry);
      if (entries.length > MAX_ENTRIES) {
        entries.shift();
      }
      for (const listener of listeners) {
        listener(entry);
      }
    },
    since(id) {
      const index = entries.findIndex((entry) => entry.id === id);
      return { entries: entries.slice(index + 1), isWhole: index === -1 };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
