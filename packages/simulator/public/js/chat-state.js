/** How long an unanswered message keeps the waiting sign alive: after that nobody believes it any more. */
export const PATIENCE_MS = 10 * 60_000;

/**
 * What has happened, by conversation. Holds no nodes; `listener` is told of every item that is new or has changed.
 *
 * An item is {kind: "said" | "reply" | "refused", …the event, delivery?, answered?}.
 */
export function createChatState(places, listener) {
  const conversations = new Map();
  const staffIds = new Map(places.people.map((person) => [person.id, person.staffId]));

  const itemsOf = (conversationId) => {
    if (!conversations.has(conversationId)) {
      conversations.set(conversationId, []);
    }
    return conversations.get(conversationId);
  };

  const apply = (event) => {
    const items = itemsOf(event.conversationId);
    if (event.kind === "callback") {
      const item = items.findLast(
        (candidate) => candidate.msgId === event.msgId && candidate.kind === "said",
      );
      // A redelivery changes nothing that people see once the message has arrived.
      if (item !== undefined && item.delivery?.status !== 200) {
        item.delivery = { outcome: event.outcome, status: event.status };
        listener({ type: "changed", conversationId: event.conversationId, item });
      }
      return;
    }
    const card = event.kind === "card" && items.find(({ outTrackId }) => outTrackId === event.outTrackId);
    if (card) {
      Object.assign(card, event);
      listener({ type: "changed", conversationId: event.conversationId, item: card });
      return;
    }
    const item = { ...event };
    items.push(item);
    if (event.kind === "reply") {
      settle(items, event, staffIds);
    }
    listener({ type: "added", conversationId: event.conversationId, item });
  };

  return {
    apply,
    clear: () => conversations.clear(),
    items: (conversationId) => conversations.get(conversationId) ?? [],
    /** Messages that reached the robot and have no reply yet. */
    open: (conversationId, nowMs) =>
      (conversations.get(conversationId) ?? []).filter(
        (item) => isOpen(item) && item.delivery !== undefined && nowMs - item.atMs < PATIENCE_MS,
      ),
  };
}

/** A webhook does not say what it answers: the oldest open message, of the person mentioned where one is. */
function settle(items, reply, staffIds) {
  const open = items.filter((item) => isOpen(item));
  const mentioned = reply.reply.at?.atUserIds ?? [];
  const answered =
    open.find((item) => item.msgId === reply.msgId) ??
    open.find((item) => mentioned.includes(staffIds.get(item.person))) ??
    (mentioned.length === 0 ? open[0] : undefined);
  if (answered !== undefined) {
    answered.answered = true;
  }
}

/** Not answered, and not known to have missed the robot. */
function isOpen(item) {
  const isLost = item.delivery !== undefined && item.delivery.status !== 200;
  return item.kind === "said" && !item.answered && !isLost;
}
