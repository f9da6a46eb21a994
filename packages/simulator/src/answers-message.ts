import type { Delivery } from "./delivery.ts";
import type { SaidMessage } from "./said-message.ts";

/**
 * Whether a delivery can be the answer to a message. A webhook does not say which message it answers, so this is
 * the reading a person would make: later, in the same conversation, and not addressed to somebody else.
 */
export function answersMessage(
  delivery: Delivery,
  said: SaidMessage,
  staffIds: ReadonlySet<string>,
): boolean {
  if (!delivery.shown || delivery.robot !== said.robot.clientId) {
    return false;
  }
  if (delivery.msgId !== undefined) {
    return delivery.msgId === said.msgId;
  }
  return (
    delivery.conversationId === said.conversation.id &&
    delivery.number > said.deliveriesBefore &&
    isAddressedTo(delivery, said, staffIds)
  );
}

function isAddressedTo(delivery: Delivery, said: SaidMessage, staffIds: ReadonlySet<string>): boolean {
  const mentioned = Array.from(delivery.text.matchAll(/@([\w.-]+)/gu), (match) => match[1] ?? "");
  const colleagues = mentioned.filter((name) => staffIds.has(name));
  return (
    colleagues.length === 0 || (said.person.staffId !== undefined && colleagues.includes(said.person.staffId))
  );
}
