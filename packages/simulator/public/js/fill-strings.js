import { strings } from "./strings.js";

/** Puts the words into the page's fixed parts: `data-text` as text, `data-label` as accessible name. */
export function fillStrings(root) {
  for (const node of root.querySelectorAll("[data-text]")) {
    node.textContent = strings[node.dataset.text];
  }
  for (const node of root.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", strings[node.dataset.label]);
  }
  root.title = strings.appTitle;
}
