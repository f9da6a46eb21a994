import type { CloseCard } from "./close-card.ts";
import type { DeliverOnCard } from "./deliver-on-card.ts";

const noCard = (): Promise<never> => Promise.reject(new Error("there is no card here"));

/** For tests in which no message has a card. */
export const noCards: { deliverOnCard: DeliverOnCard; closeCard: CloseCard } = {
  deliverOnCard: noCard,
  closeCard: noCard,
};
