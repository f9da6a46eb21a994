import { symbolAvatar } from "./avatar.js";
import { clockTime } from "./clock-time.js";
import { element } from "./element.js";
import { replySummary } from "./reply-view.js";
import { strings } from "./strings.js";

/** The conversations of whoever one is, with the last words of each and what came in meanwhile. */
export function createConversationList(place, onChoose) {
  return {
    render(conversations, current) {
      const focused = place.contains(document.activeElement)
        ? document.activeElement.dataset.testid
        : undefined;
      place.replaceChildren(...conversations.map((conversation) => entry(conversation, current, onChoose)));
      if (focused !== undefined) {
        place.querySelector(`[data-testid="${focused}"]`)?.focus();
      }
    },
  };
}

function entry(conversation, current, onChoose) {
  const { key, title, symbol, unread, last } = conversation;
  const button = element(
    "button",
    {
      type: "button",
      class: "conversation",
      "data-testid": `conversation-${key}`,
      "aria-current": key === current ? "true" : undefined,
    },
    symbolAvatar(symbol),
    element(
      "span",
      { class: "conversation-words" },
      element("span", { class: "conversation-title" }, title),
      element("span", { class: "conversation-last" }, lastWords(conversation)),
    ),
    element(
      "span",
      { class: "conversation-side" },
      last === undefined ? undefined : element("time", {}, clockTime(last.atMs)),
      unread === 0
        ? undefined
        : element(
            "span",
            { class: "unread", "data-testid": "unread" },
            element("span", { "aria-hidden": "true" }, unread > 99 ? "99+" : String(unread)),
            element("span", { class: "visually-hidden" }, strings.unread(unread)),
          ),
    ),
  );
  button.addEventListener("click", () => onChoose(key));
  return element("li", {}, button);
}

function lastWords({ last, lastSpeaker }) {
  if (last === undefined) {
    return strings.noMessagesYet;
  }
  const words = summaryOf(last);
  return lastSpeaker === undefined ? words : `${lastSpeaker}: ${words}`;
}

function summaryOf(item) {
  if (item.kind === "card") {
    return `${strings.msgtypes.interactiveCard} ${item.text.replace(/<[^>]*>/gu, " ").slice(0, 60)}`.trim();
  }
  return item.kind === "reply" ? replySummary(item.reply) : saidSummary(item);
}

function saidSummary(item) {
  return `${strings.msgtypes[item.msgtype] ?? ""} ${item.text.slice(0, 60)}`.trim();
}
