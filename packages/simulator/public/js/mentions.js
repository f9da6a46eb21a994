import { element } from "./element.js";

const UNTOUCHED = "code, pre, a";

/**
 * Shows each of `names` after an @ as a highlighted name, in text nodes only.
 * `names` maps what the text says (a staffId, or a name) to what people read.
 */
export function showMentions(root, names, self) {
  if (names.size === 0) {
    return;
  }
  const keys = [...names.keys()].toSorted((left, right) => right.length - left.length);
  const pattern = new RegExp(`@(${keys.map((key) => escaped(key)).join("|")})`, "gu");
  for (const node of textNodes(root)) {
    const parts = node.data.split(pattern);
    if (parts.length > 1) {
      // split() with one group alternates: words, key, words, key, …
      node.replaceWith(
        ...parts.map((part, index) => (index % 2 === 0 ? part : mention(names.get(part), self))),
      );
    }
  }
}

function mention(name, self) {
  return element("span", { class: name === self ? "at at-me" : "at" }, `@${name}`);
}

function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode() !== null) {
    if (walker.currentNode.parentElement?.closest(UNTOUCHED) == null) {
      found.push(walker.currentNode);
    }
  }
  return found;
}

function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/gu, "\\$&");
}
