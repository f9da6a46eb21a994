import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

/** Texts. Written with commas (a full-width one counts too) or as a YAML list; spaces around an item mean nothing. */
export const LIST: Format<string[]> = {
  name: "list of texts",
  coerce: (text) =>
    text
      .split(/[,，\n]/u)
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  check(value) {
    if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
      throw new WrongValue("is not a list of texts", "write a,b,c or a YAML list with one text per line");
    }
    return value;
  },
};
