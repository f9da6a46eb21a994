import type { Timeline } from "../timeline.ts";
import type { CardState, CardUpdate, SimulatedCard } from "./simulated-card.ts";

/** A service runs for days: the oldest entries give way. */
const MAX_CARDS = 5_000;
const USUAL_KEYS = ["content", "msgContent", "markdown"];
/** `flowStatus` of the SDKs' templates. */
const STATE_BY_FLOW_STATUS: Readonly<Record<string, CardState>> = {
  "1": "processing",
  "2": "inputing",
  "3": "finished",
  "4": "executing",
  "5": "failed",
};

export interface CardStore {
  /** Every card, oldest first. */
  readonly cards: readonly SimulatedCard[];
  find(this: void, outTrackId: string): SimulatedCard | undefined;
  add(this: void, card: SimulatedCard): void;
  /** Writes down what was done to a card, and shows it where the card is. */
  note(this: void, card: SimulatedCard, update: Omit<CardUpdate, "atMs">): void;
  /** Resolves with the first card that is as wanted, now or within so long. @throws Error */
  waitFor(this: void, wanted: (card: SimulatedCard) => boolean, timeoutMs: number): Promise<SimulatedCard>;
}

export function createCardStore(timeline: Timeline, now: () => number): CardStore {
  const cards: SimulatedCard[] = [];
  const byId = new Map<string, SimulatedCard>();
  const waiting = new Set<(card: SimulatedCard) => void>();

  return {
    cards,
    find: (outTrackId) => byId.get(outTrackId),
    add(card) {
      cards.push(card);
      byId.set(card.outTrackId, card);
      const oldest = cards.length > MAX_CARDS ? cards.shift() : undefined;
      if (oldest !== undefined) byId.delete(oldest.outTrackId);
    },
    note(card, update) {
      const atMs = now();
      card.updates.push({ atMs, ...update });
      card.state = STATE_BY_FLOW_STATUS[update.params?.["flowStatus"] ?? ""] ?? card.state;
      card.text = wordsIn(card, update.key);
      const { outTrackId, robot, createdAtMs, text, state } = card;
      const shown = { outTrackId, robot, text, state, pressed: pressedOn(card), atMs: createdAtMs };
      for (const conversationId of card.conversationIds) {
        timeline.add({ kind: "card", conversationId, ...shown });
      }
      for (const look of waiting) look(card);
    },
    waitFor(wanted, timeoutMs) {
      const already = cards.find(wanted);
      if (already !== undefined) return Promise.resolve(already);
      const { promise, resolve, reject } = Promise.withResolvers<SimulatedCard>();
      const look = (card: SimulatedCard): void => {
        if (wanted(card)) resolve(card);
      };
      const timer = setTimeout(
        () => reject(new Error(`no such card among ${cards.length} within ${timeoutMs} ms`)),
        timeoutMs,
      );
      waiting.add(look);
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(look);
      });
    },
  };
}

/** What a template would show beside the text: the words that buttons were answered with, for all and for some. */
function pressedOn({ updates }: SimulatedCard): Record<string, string> {
  const pressed = updates.filter(({ by }) => by === "press");
  return Object.fromEntries(
    pressed.map(({ userId, params = {} }) => [userId ?? "", Object.values(params).join(" ")]),
  );
}

function wordsIn({ params, updates, text }: SimulatedCard, key: string | undefined): string {
  const streamed = key ?? updates.findLast((update) => update.key !== undefined)?.key;
  if (streamed !== undefined) return params[streamed] ?? text;
  return USUAL_KEYS.map((usual) => params[usual] ?? "").find((words) => words !== "") ?? "";
}
