import { symbolAvatar } from "./avatar.js";
import { element } from "./element.js";
import { strings } from "./strings.js";

/** What an empty conversation shows: the robot, and words to begin with. */
export function invitation(words, say) {
  const buttons = strings.suggestions.map((text) => {
    const button = element("button", { type: "button", "data-testid": "suggestion" }, text);
    button.addEventListener("click", () => say(text));
    return button;
  });
  const fragment = document.createDocumentFragment();
  fragment.append(
    symbolAvatar("robot"),
    element("p", {}, words),
    element("div", { class: "suggestions" }, ...buttons),
  );
  return fragment;
}
