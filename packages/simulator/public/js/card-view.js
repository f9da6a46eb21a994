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
export function cardView(card, me, onStop) {
  const view = element(
    "div",
    { class: "ai-card" },
    element("div", { class: "card-words" }),
    element(
      "div",
      { class: "card-foot" },
      element("span", { class: "card-state", "data-testid": "card-state" }),
      stopButton(onStop),
    ),
  );
  updateCardView(view, card, me);
  return view;
}

/** Writes what has changed. The button stays the same one, or a click would miss it when its card grows meanwhile. */
export function updateCardView(view, card, { staffId }) {
  const state = card.pressed[staffId] ?? card.pressed[""] ?? strings.cardStates[card.state];
  const words = view.querySelector(".card-words");
  words.hidden = card.text === "";
  words.replaceChildren(cardMarkdown(card.text));
  view.querySelector(".card-state").textContent = state ?? "";
  view.querySelector(".card-foot").hidden = state === undefined;
  if (!isGrowing(card)) {
    view.querySelector(".card-stop")?.remove();
  }
}

function stopButton(onStop) {
  const button = element("button", { type: "button", class: "card-stop", "data-testid": "card-stop" });
  button.append(icon("stop"), strings.stop);
  button.addEventListener("click", () => {
    button.disabled = true;
    void onStop().finally(() => {
      button.disabled = false;
    });
  });
  return button;
}
