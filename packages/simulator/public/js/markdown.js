import { Marked } from "/vendor/marked.js";
import DOMPurify from "/vendor/dompurify.js";
import { element } from "./element.js";
import { strings } from "./strings.js";

const marked = new Marked({
  gfm: true,
  // As DingTalk has it: a line break needs two spaces before it, or an empty line.
  breaks: false,
  renderer: {
    // DingTalk's clients swallow tags.
    html: () => "",
  },
  walkTokens(token) {
    // Nothing is loaded from outside: a picture is a link with its description.
    if (token.type === "image") {
      const words = strings.image(token.text);
      token.type = "link";
      token.tokens = [{ type: "text", raw: words, text: words, escaped: false }];
    }
  },
});

const ALLOWED = {
  ALLOWED_TAGS:
    "h1 h2 h3 h4 h5 h6 p br hr strong em del a ul ol li blockquote code pre table thead tbody tr th td input".split(
      " ",
    ),
  ALLOWED_ATTR: ["href", "align", "start", "type", "checked", "disabled"],
  // Or their values are held to the pattern for addresses.
  ADD_URI_SAFE_ATTR: ["align", "start", "type", "checked", "disabled"],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto|dingtalk):/iu,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

/** A robot's markdown as nodes. */
export function markdown(text) {
  const fragment = DOMPurify.sanitize(marked.parse(text), ALLOWED);
  const body = element("div", { class: "markdown" }, fragment);
  for (const link of body.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  for (const input of body.querySelectorAll("input:not([type=checkbox])")) {
    input.remove();
  }
  for (const pre of body.querySelectorAll("pre")) {
    pre.tabIndex = 0;
  }
  for (const table of body.querySelectorAll("table")) {
    const frame = element("div", { class: "table-frame", tabindex: "0" });
    table.replaceWith(frame);
    frame.append(table);
  }
  return body;
}
