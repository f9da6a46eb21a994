import { symbolAvatar } from "./avatar.js";
import { byline } from "./byline.js";
import { cardView, isGrowing, updateCardView } from "./card-view.js";
import { element } from "./element.js";
import { mentionedNames, namesInGroup } from "./known-names.js";
import { showMentions } from "./mentions.js";
import { quotable } from "./quotable.js";
import { replyView } from "./reply-view.js";
import { saidView } from "./said-view.js";
import { strings } from "./strings.js";

/** One line of the chat: what a person said, what the robot replied or wrote on a card, or a notice between them. */
export function itemView(item, view) {
  if (item.kind === "said") {
    return saidView(item, view);
  }
  if (item.kind === "card") {
    return cardItemView(item, view);
  }
  if (item.kind === "reply") {
    return item.isRecalled
      ? noticeView("recalled", strings.recalled(robotOf(view)))
      : replyItemView(item, view);
  }
  return noticeView("refused", strings.replyRefused(robotOf(view), item.errcode, item.errmsg));
}

const robotOf = (view) => view.places.robot.name;

function noticeView(testId, words) {
  return element("li", { class: `notice notice-${testId}`, "data-testid": testId }, words);
}

function replyItemView(item, view) {
  const bubble = element("div", { class: "bubble" }, replyView(item.reply));
  if (view.isGroup) {
    showMentions(bubble, mentionedNames(item.reply, view.places), view.me.nick);
  }
  return robotItem(
    item,
    view,
    { "data-testid": "reply", "data-msgtype": item.reply.msgtype },
    quotable(bubble, item, view),
  );
}

function cardItemView(item, view) {
  const stop = async () => view.press({ outTrackId: item.outTrackId, actionId: "stop" });
  const bubble = element("div", { class: "bubble" }, cardView(item, view.me, stop));
  const node = robotItem(item, view, { "data-testid": "card" }, bubble);
  dressCard(node, item, view);
  return node;
}

/** The node of an item that has changed: the same one, or another for its place. */
export function updatedView(node, item, view) {
  if (item.kind !== "card") {
    return itemView(item, view);
  }
  updateCardView(node.querySelector(".ai-card"), item, view.me);
  dressCard(node, item, view);
  return node;
}

function dressCard(node, item, view) {
  node.dataset.state = item.state;
  // Read out once it is whole, not with each word.
  node.setAttribute("aria-busy", String(isGrowing(item)));
  if (view.isGroup) {
    showMentions(node.querySelector(".card-words"), namesInGroup(view.places), view.me.nick);
  }
}

function robotItem(item, { places }, attributes, bubble) {
  return element(
    "li",
    { class: "item robot", ...attributes },
    symbolAvatar("robot"),
    element("div", { class: "body" }, byline(places.robot.name, item.atMs, strings.robotTag), bubble),
  );
}
