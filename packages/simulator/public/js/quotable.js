import { element } from "./element.js";
import { icon } from "./icon.js";
import { strings } from "./strings.js";

/** A bubble with the button that quotes it. */
export function quotable(bubble, item, { quote }) {
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
