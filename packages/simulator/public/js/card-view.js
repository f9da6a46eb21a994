import { element } from "./element.js";
import { icon } from "./icon.js";
import { markdown } from "./markdown.js";
import { strings } from "./strings.js";

const GROWING = new Set(["processing", "inputing", "executing"]);

/** Whether a card is still being written. */
export function isGrowing(card) {
  return GROWING.has(card.state);
}

/** The inside of a card: what is written so far, its state, and 停止 while it grows. */
export function cardView(card, onStop) {
  const state = strings.cardStates[card.state];
  const words = card.text === "" ? undefined : markdown(card.text);
  const foot = element(
    "div",
    { class: "card-foot" },
    element("span", { class: "card-state", "data-testid": "card-state" }, state ?? ""),
    isGrowing(card) ? stopButton(onStop) : undefined,
  );
  return element("div", { class: "ai-card" }, words, state === undefined ? undefined : foot);
}

function stopButton(onStop) {
  const button = element("button", { type: "button", class: "card-stop", "data-testid": "card-stop" });
  button.append(icon("stop"), strings.stop);
  button.addEventListener("click", () => {
    button.disabled = true;
    void onStop();
  });
  return button;
}
