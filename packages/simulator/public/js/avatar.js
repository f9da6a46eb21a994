import { element } from "./element.js";
import { icon } from "./icon.js";

const HUES = 6;

/** DingTalk's avatar of a person without a picture: the last two characters of the name on a colour. */
export function personAvatar(person) {
  const words = person.nick.replace(/（.*?）|\(.*?\)/gu, "").trim();
  const letters = Array.from(words).slice(-2).join("");
  return element("span", { class: `avatar hue-${hueOf(person.id)}`, "aria-hidden": "true" }, letters);
}

export function symbolAvatar(symbol) {
  return element("span", { class: `avatar symbol-${symbol}`, "aria-hidden": "true" }, icon(symbol));
}

function hueOf(id) {
  return Array.from(id).reduce((sum, character) => sum + character.codePointAt(0), 0) % HUES;
}
