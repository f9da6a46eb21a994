import { personAvatar, symbolAvatar } from "./avatar.js";
import { cardView, isGrowing } from "./card-view.js";
import { clockTime } from "./clock-time.js";
import { deliveryStatus } from "./delivery-status.js";
import { element } from "./element.js";
import { fileLink } from "./file-link.js";
import { icon } from "./icon.js";
import { showMentions } from "./mentions.js";
import { pictureUrl } from "./picture.js";
import { replyView } from "./reply-view.js";
import { strings } from "./strings.js";

/** What a browser lays out at once without a pause. */
const MAX_SHOWN_CHARACTERS = 6_000;
const MAX_QUOTED_CHARACTERS = 120;

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

function saidView(item, view) {
  const { places, me, isGroup } = view;
  const person = places.people.find((candidate) => candidate.id === item.person) ?? {
    id: item.person,
    nick: item.person,
  };
  const isMine = person.id === me.id;
  const bubble = element("div", { class: "bubble" }, ...saidContent(item));
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
      quotable(bubble, item, view),
      ...(item.emotions ?? []).map((name) =>
        element("span", { class: "emotion", "data-testid": "emotion" }, name),
      ),
      deliveryStatus(item, places.robot.name),
    ),
  );
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
  if (view.isGroup) {
    showMentions(bubble, namesInGroup(view.places), view.me.nick);
  }
  // Read out once it is whole, not with each word.
  const attributes = {
    "data-testid": "card",
    "data-state": item.state,
    "aria-busy": isGrowing(item) ? "true" : undefined,
  };
  return robotItem(item, view, attributes, bubble);
}

function robotItem(item, { places }, attributes, bubble) {
  return element(
    "li",
    { class: "item robot", ...attributes },
    symbolAvatar("robot"),
    element("div", { class: "body" }, byline(places.robot.name, item.atMs, strings.robotTag), bubble),
  );
}

/** A bubble with the button that quotes it. */
function quotable(bubble, item, { quote }) {
  const button = element(
    "button",
    {
      type: "button",
      class: "quote-button",
      title: strings.quote,
      "aria-label": strings.quote,
      "data-testid": "quote",
    },
    icon("quote"),
  );
  button.addEventListener("click", () => quote(item));
  return element("div", { class: "bubble-line" }, bubble, button);
}

function saidContent(item) {
  const words = saidWords(item);
  const pictures = (item.pictures ?? []).map((code) =>
    element("img", {
      class: "said-picture",
      src: pictureUrl(code),
      alt: strings.image(""),
      "data-testid": "picture",
    }),
  );
  const file = item.file && fileLink(item.file.downloadCode, item.file.name);
  return [
    item.quoted === undefined
      ? undefined
      : element(
          "p",
          { class: "quoted", "data-testid": "quoted" },
          shortened(item.quoted) || strings.quotedNothing,
        ),
    ...pictures,
    file,
    words === "" || file !== undefined ? undefined : element("p", { class: "plain" }, words),
  ];
}

function shortened(words) {
  return words.length > MAX_QUOTED_CHARACTERS ? `${words.slice(0, MAX_QUOTED_CHARACTERS)}…` : words;
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
  // What is shown needs no name.
  const kind = item.pictures === undefined ? strings.msgtypes[item.msgtype] : undefined;
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
