import { element } from "./element.js";
import { icon } from "./icon.js";
import { strings } from "./strings.js";

/** A file that can be saved. `source`: a downloadCode or a mediaId. */
export function fileLink(source, name) {
  const query = new URLSearchParams({ source, name });
  return element(
    "a",
    {
      class: "file",
      href: `/playground/files?${query}`,
      title: strings.saveFile(name),
      "data-testid": "file",
    },
    icon("file"),
    element("span", { class: "file-name" }, name),
  );
}
