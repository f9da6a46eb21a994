/** How long an unanswered message keeps the waiting sign alive: after that nobody believes it any more. */
export const PATIENCE_MS = 10 * 60_000;
/** Whoever sends it gets no reply to what they asked before. */
const STOP = /^(?:@\S+\s+)?(?:停止|取消)$/u;

/**
 * What has happened, by conversation. Holds no nodes; `listener` is told of every item that is new or has changed.
 *
 * An item is {kind: "said" | "reply" | "card" | "refused", …the event, delivery?, answered?, emotions?, isRecalled?}.
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

  const change = (conversationId, item, values) => {
    if (item !== undefined) {
      Object.assign(item, values);
      listener({ type: "changed", conversationId, item });
    }
  };
  const find = (event, isIt) => itemsOf(event.conversationId).findLast(isIt);

  const applyTo = {
    callback(event) {
      const item = find(event, ({ kind, msgId }) => kind === "said" && msgId === event.msgId);
      // A redelivery changes nothing that people see once the message has arrived.
      if (item?.delivery?.status !== 200) {
        change(event.conversationId, item, { delivery: { outcome: event.outcome, status: event.status } });
      }
    },
    emotion(event) {
      const item = find(event, ({ kind, msgId }) => kind === "said" && msgId === event.msgId);
      const others = (item?.emotions ?? []).filter((name) => name !== event.name);
      change(event.conversationId, item, { emotions: event.isOn ? [...others, event.name] : others });
    },
    recalled(event) {
      const item = find(event, ({ kind, number }) => kind === "reply" && number === event.number);
      change(event.conversationId, item, { isRecalled: true });
    },
  };

  const apply = (event) => {
    if (event.kind in applyTo) {
      applyTo[event.kind](event);
      return;
    }
    const items = itemsOf(event.conversationId);
    const card = event.kind === "card" && items.find(({ outTrackId }) => outTrackId === event.outTrackId);
    if (card) {
      change(event.conversationId, card, event);
      return;
    }
    const item = { ...event };
    if (event.kind === "said" && STOP.test(event.text.trim())) {
      for (const asked of items.filter((each) => isOpen(each) && each.person === event.person)) {
        asked.answered = true;
      }
    }
    items.push(item);
    if (event.kind === "reply" || event.kind === "card") {
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
  const mentioned = reply.reply?.at?.atUserIds ?? [];
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
