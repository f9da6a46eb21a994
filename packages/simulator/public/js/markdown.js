import { Marked } from "/vendor/marked.js";
import DOMPurify from "/vendor/dompurify.js";
import { element } from "./element.js";
import { pictureLink, pictureUrl, sourceOf } from "./picture.js";
import { strings } from "./strings.js";

const parserWith = (html) =>
  new Marked({
    gfm: true,
    // As DingTalk has it: a line break needs two spaces before it, or an empty line.
    breaks: false,
    renderer: { html },
    walkTokens(token) {
      // Nothing is loaded from outside: the simulator fetches what the bot hosts; of others the page shows a link.
      if (token.type === "image") {
        token.href = pictureUrl(token.href);
      }
    },
  });

/** In messages DingTalk's clients swallow tags. */
const messages = parserWith(() => "");
/** On cards they know a few. */
const cards = parserWith(({ text }) => (/^<br\s*\/?>$/iu.test(text.trim()) ? "<br>" : ""));
/** Somebody mentioned on a card. */
const MENTION = /<a atId=[^>]*>([^<]*)<\/a>/giu;

const ALLOWED = {
  ALLOWED_TAGS:
    "h1 h2 h3 h4 h5 h6 p br hr strong em del a img ul ol li blockquote code pre table thead tbody tr th td input".split(
      " ",
    ),
  ALLOWED_ATTR: ["href", "src", "alt", "align", "start", "type", "checked", "disabled"],
  // Or their values are held to the pattern for addresses.
  ADD_URI_SAFE_ATTR: ["alt", "align", "start", "type", "checked", "disabled"],
  ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto|dingtalk):|\/playground\/pictures\?source=)/iu,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

/** A robot's markdown as nodes. */
export function markdown(text) {
  return asNodes(messages.parse(text));
}

/** The markdown of a card. */
export function cardMarkdown(text) {
  return asNodes(cards.parse(text.replace(MENTION, "@$1")));
}

function asNodes(html) {
  const fragment = DOMPurify.sanitize(html, ALLOWED);
  const body = element("div", { class: "markdown" }, fragment);
  for (const link of body.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  for (const img of body.querySelectorAll("img")) {
    const frame = pictureLink(img.src, strings.image(img.alt));
    img.replaceWith(frame);
    frame.append(img);
    keepOrLink(img, frame);
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

/** A picture that cannot be had is a link with its description, as long as it is somebody's address. */
function keepOrLink(img, frame) {
  img.loading = "lazy";
  const give = () => {
    const source = sourceOf(img.src);
    const isAddress = /^https?:/iu.test(source);
    const attributes = isAddress ? { href: source, target: "_blank", rel: "noopener noreferrer" } : {};
    frame.replaceWith(element(isAddress ? "a" : "span", attributes, strings.image(img.alt)));
  };
  img.addEventListener("error", give, { once: true });
}
