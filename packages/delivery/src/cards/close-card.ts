import type { Ledger } from "../ledger.ts";
import type { OpenApiRoad } from "../openapi/openapi-road.ts";
import { NoOtherRoad } from "../openapi/reply-target.ts";
import type { Sender } from "../sender.ts";
import type { CardRecords } from "./card-records.ts";
import { isUnfinished } from "./card-state.ts";
import type { CompleteCard } from "./complete-card.ts";

/** `settled`: nothing is owed to the card any more, whether it could be closed or not. */
type ClosedCard = { status: "settled" } | { status: "taken" } | { status: "later"; afterMs: number };

/**
 * Ends a message's card with these words, if it has one that is not complete; whoever else speaks for the message at this
 * moment does it instead.
 */
export type CloseCard = (card: { key: string; sender: Sender; text: string }) => Promise<ClosedCard>;

export function createCloseCard(options: {
  ledger: Pick<Ledger, "lease" | "release">;
  records: Pick<CardRecords, "close">;
  complete: CompleteCard;
  openApi: Pick<OpenApiRoad, "reach">;
  log: { warn(fields: object, message: string): void };
}): CloseCard {
  const { ledger, records, complete, openApi, log } = options;

  return async ({ key, sender, text }) => {
    const entry = await ledger.lease(key, sender);
    if (entry === "taken") return { status: "taken" };
    try {
      const { card, address } = entry ?? {};
      if (!isUnfinished(card) || address === undefined) return { status: "settled" };
      const to = openApi.reach(address);
      if (to instanceof NoOtherRoad) return { status: "settled" };
      const isWanted = async (): Promise<boolean> => (await ledger.lease(key, sender)) !== "taken";
      const completion = await complete({ to, card, text, isWanted });
      if (completion.status === "withdrawn") return { status: "taken" };
      if (completion.status === "later" && completion.afterMs !== undefined) {
        return { status: "later", afterMs: completion.afterMs };
      }
      if (completion.status !== "complete" && completion.status !== "none") {
        log.warn({ ledger: key, card: completion.status }, "a card stays open: DingTalk takes no end for it");
      }
      await records.close(key, card);
      return { status: "settled" };
    } finally {
      await ledger.release(key, sender);
    }
  };
}
