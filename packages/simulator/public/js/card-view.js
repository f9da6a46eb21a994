import { element } from "./element.js";
import { icon } from "./icon.js";
import { cardMarkdown } from "./markdown.js";
import { strings } from "./strings.js";

const GROWING = new Set(["processing", "inputing", "executing"]);

/** Whether a card is still being written. */
export function isGrowing(card) {
  return GROWING.has(card.state);
}

/** The inside of a card: what is written so far, its state or what a button was answered with, and 停止 while it grows. */
export function cardView(card, { staffId }, onStop) {
  const state = card.pressed[staffId] ?? card.pressed[""] ?? strings.cardStates[card.state];
  const words = card.text === "" ? undefined : cardMarkdown(card.text);
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
