import { personAvatar, symbolAvatar } from "./avatar.js";
import { clockTime } from "./clock-time.js";
import { deliveryStatus } from "./delivery-status.js";
import { element } from "./element.js";
import { showMentions } from "./mentions.js";
import { replyView } from "./reply-view.js";
import { strings } from "./strings.js";

/** What a browser lays out at once without a pause. */
const MAX_SHOWN_CHARACTERS = 6_000;

/** One line of the chat: what a person said, what the robot replied, or a notice between them. */
export function itemView(item, view) {
  if (item.kind === "said") {
    return saidView(item, view);
  }
  if (item.kind === "reply") {
    return replyItemView(item, view);
  }
  const words = strings.replyRefused(view.places.robot.name, item.errcode, item.errmsg);
  return element("li", { class: "notice", "data-testid": "refused" }, words);
}

/** The words under a person's message, put in place of the old ones when they change. */
export function updateStatus(node, item, view) {
  node.querySelector(".status")?.replaceWith(deliveryStatus(item, view.places.robot.name));
}

function saidView(item, { places, me, isGroup }) {
  const person = places.people.find((candidate) => candidate.id === item.person) ?? {
    id: item.person,
    nick: item.person,
  };
  const isMine = person.id === me.id;
  const bubble = element("div", { class: "bubble" }, element("p", { class: "plain" }, saidWords(item)));
  if (isGroup) {
    showMentions(bubble, namesInGroup(places), me.nick);
  }
  return element(
    "li",
    {
      class: isMine ? "item mine" : "item",
      "data-testid": "message",
      "data-msg-id": item.msgId,
      "data-person": person.id,
    },
    personAvatar(person),
    element(
      "div",
      { class: "body" },
      byline(person.nick, item.atMs, person.staffId === undefined ? strings.externalTag : undefined),
      bubble,
      deliveryStatus(item, places.robot.name),
    ),
  );
}

function replyItemView(item, { places, me, isGroup }) {
  const bubble = element("div", { class: "bubble" }, replyView(item.reply));
  if (isGroup) {
    showMentions(bubble, mentionedNames(item.reply, places), me.nick);
  }
  return element(
    "li",
    { class: "item robot", "data-testid": "reply", "data-msgtype": item.reply.msgtype },
    symbolAvatar("robot"),
    element("div", { class: "body" }, byline(places.robot.name, item.atMs, strings.robotTag), bubble),
  );
}

function byline(name, atMs, tag) {
  return element(
    "p",
    { class: "byline" },
    element("span", { class: "name" }, name),
    tag === undefined ? undefined : element("span", { class: "tag" }, tag),
    element("time", { datetime: new Date(atMs).toISOString() }, clockTime(atMs)),
  );
}

function saidWords(item) {
  const kind = strings.msgtypes[item.msgtype];
  const words = kind === undefined ? item.text : `${kind} ${item.text}`.trim();
  if (words.length <= MAX_SHOWN_CHARACTERS) {
    return words;
  }
  return words.slice(0, MAX_SHOWN_CHARACTERS) + strings.tooLong(MAX_SHOWN_CHARACTERS, words.length);
}

function namesInGroup(places) {
  return new Map(
    [places.robot.name, ...places.people.map((person) => person.nick)].map((name) => [name, name]),
  );
}

/** DingTalk turns `@staffId` into a name only for those whom the reply lists; other ids stay as they are. */
function mentionedNames(reply, places) {
  const listed = reply.at?.atUserIds ?? [];
  const people = places.people.filter((person) => listed.includes(person.staffId));
  return new Map(people.map((person) => [person.staffId, person.nick]));
}
