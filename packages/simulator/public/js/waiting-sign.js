import { symbolAvatar } from "./avatar.js";
import { element } from "./element.js";
import { strings } from "./strings.js";

/** Seconds are shown only once the wait is noticeable. */
const SHOW_SECONDS_AFTER = 3;

/** The robot's three dots while a message that reached it has no reply. */
export function createWaitingSign(place, robotName) {
  const words = element("span", { class: "visually-hidden" });
  const seconds = element("span", { class: "waited", "aria-hidden": "true" });
  const dots = element("span", { class: "dots", "aria-hidden": "true" }, ...dotNodes());
  place.append(symbolAvatar("robot"), element("div", { class: "bubble" }, words, dots, seconds));

  return {
    show(open, nowMs) {
      place.hidden = open.length === 0;
      const text = open.length > 1 ? strings.waitingMany(robotName, open.length) : strings.waiting(robotName);
      const spoken = open.length === 0 ? "" : text;
      if (words.textContent !== spoken) {
        words.textContent = spoken;
      }
      const waited = open.length === 0 ? 0 : Math.floor((nowMs - open[0].atMs) / 1000);
      seconds.textContent = waited >= SHOW_SECONDS_AFTER ? strings.waitedSeconds(waited) : "";
    },
  };
}

function dotNodes() {
  return [0, 1, 2].map(() => element("i"));
}
