import { personAvatar } from "./avatar.js";
import { byline } from "./byline.js";
import { deliveryStatus } from "./delivery-status.js";
import { element } from "./element.js";
import { fileLink } from "./file-link.js";
import { namesInGroup } from "./known-names.js";
import { showMentions } from "./mentions.js";
import { pictureLink, pictureUrl } from "./picture.js";
import { quotable } from "./quotable.js";
import { strings } from "./strings.js";

/** What a browser lays out at once without a pause. */
const MAX_SHOWN_CHARACTERS = 6_000;
const MAX_QUOTED_CHARACTERS = 120;

/** What a person said, with what became of it on its way. */
export function saidView(item, view) {
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

function saidContent(item) {
  const words = saidWords(item);
  const pictures = (item.pictures ?? []).map((code) => {
    const frame = pictureLink(pictureUrl(code), strings.image(""));
    frame.append(element("img", { src: pictureUrl(code), alt: "", "data-testid": "picture" }));
    return frame;
  });
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

function saidWords(item) {
  // What is shown needs no name.
  const kind = item.pictures === undefined ? strings.msgtypes[item.msgtype] : undefined;
  const words = kind === undefined ? item.text : `${kind} ${item.text}`.trim();
  if (words.length <= MAX_SHOWN_CHARACTERS) {
    return words;
  }
  return words.slice(0, MAX_SHOWN_CHARACTERS) + strings.tooLong(MAX_SHOWN_CHARACTERS, words.length);
}
