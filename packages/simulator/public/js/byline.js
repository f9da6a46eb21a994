import { clockTime } from "./clock-time.js";
import { element } from "./element.js";

/** Who, when, and what kind of member. */
export function byline(name, atMs, tag) {
  return element(
    "p",
    { class: "byline" },
    element("span", { class: "name" }, name),
    tag === undefined ? undefined : element("span", { class: "tag" }, tag),
    element("time", { datetime: new Date(atMs).toISOString() }, clockTime(atMs)),
  );
}
