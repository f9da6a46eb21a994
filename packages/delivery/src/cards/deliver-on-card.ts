import { withCardMention } from "@dinglane/dingtalk";
import type { LedgerEntry } from "../ledger-entry.ts";
import type { OpenApiRoad } from "../openapi/openapi-road.ts";
import { NoOtherRoad } from "../openapi/reply-target.ts";
import type { ReplyAddress } from "../reply-address.ts";
import type { Reply } from "../reply.ts";
import type { CardRecords } from "./card-records.ts";
import type { CardState } from "./card-state.ts";
import type { CompleteCard, Completion } from "./complete-card.ts";

/** How long whoever closes a card that was left lets its message's worker be. */
const CLOSE_AFTER_MS = 10_000;

/** The reply to a message that has a card. */
interface ReplyOnCard {
  key: string;
  entry: LedgerEntry;
  card: CardState;
  address: ReplyAddress;
  reply: Reply;
  as: "reply" | "apology";
  /** Whether this process may still speak for the message. */
  mayPost: () => Promise<boolean>;
}

/** `messages`: what is (still) to be sent as messages; the card is complete, or its end is recorded as owed. */
type OnCard = { status: "delivered" | "taken" } | { status: "messages"; reply: Reply };

/** Puts a reply on the card of its message, as much of it as fits. */
export type DeliverOnCard = (delivery: ReplyOnCard) => Promise<OnCard>;

/** `movedText` ends a card whose reply goes as messages. */
export function createDeliverOnCard(options: {
  records: Pick<CardRecords, "close" | "leave">;
  complete: CompleteCard;
  openApi: Pick<OpenApiRoad, "reach">;
  movedText: string;
  log: { warn(fields: object, message: string): void };
}): DeliverOnCard {
  const { records, complete, openApi, movedText, log } = options;

  /** The reply goes as messages; a card that took it in no form may take a short note. */
  async function leave(on: ReplyOnCard, completion: Completion): Promise<OnCard> {
    const { key, card, reply } = on;
    log.warn(
      { ledger: key, card: completion.status },
      "a reply did not go on its card: it is sent as messages",
    );
    const to = openApi.reach(on.address);
    const afterMs = completion.status === "later" ? completion.afterMs : CLOSE_AFTER_MS;
    await records.leave(key, card, Math.max(CLOSE_AFTER_MS, afterMs ?? 0));
    if (completion.status === "refused" && !(to instanceof NoOtherRoad)) {
      const note = await complete({ to, card, text: movedText, isWanted: on.mayPost });
      if (note.status === "withdrawn") return { status: "taken" };
      if (note.status !== "later") await records.close(key, card);
    }
    return { status: "messages", reply };
  }

  return async (on) => {
    const { key, card, address, reply, as } = on;
    const to = openApi.reach(address);
    // The credential was taken out of the configuration since.
    if (to instanceof NoOtherRoad) return { status: "messages", reply };
    const { text, rest } = reply.card ?? { text: reply.parts[0] ?? "", rest: reply.parts.slice(1) };
    const mentions = rest.length === 0 && address.conversationType === "group";
    const completion = await complete({
      to,
      card,
      text: mentions ? withCardMention(text, address) : text,
      isWanted: on.mayPost,
    });
    switch (completion.status) {
      case "withdrawn":
        return { status: "taken" };
      case "none":
        await records.close(key, card);
        return { status: "messages", reply };
      case "refused":
      case "later":
        return leave(on, completion);
      case "complete":
        break;
    }
    const [first, ...others] = rest;
    if (first === undefined) {
      await records.close(key, card, as === "reply" ? "replied" : "apologised");
      return { status: "delivered" };
    }
    const restOfReply = { title: reply.title, parts: [first, ...others] };
    await records.close(key, card, as === "reply" ? { rest: restOfReply } : undefined);
    return { status: "messages", reply: restOfReply };
  };
}
