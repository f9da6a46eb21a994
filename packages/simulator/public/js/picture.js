import { element } from "./element.js";

const PATH = "/playground/pictures?source=";

/** Where this page gets a picture from: a downloadCode, a mediaId or a link. */
export function pictureUrl(source) {
  return PATH + encodeURIComponent(source);
}

/** What a picture's address on this page stands for. */
export function sourceOf(url) {
  return new URL(url).searchParams.get("source") ?? "";
}

/** Opens a picture by itself, as large as it is. */
export function pictureLink(url, words) {
  return element("a", {
    class: "picture",
    href: url,
    target: "_blank",
    rel: "noopener",
    "aria-label": words,
  });
}
