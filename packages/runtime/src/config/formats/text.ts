import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

function textFormat(name: string, coerce: (text: string) => string): Format<string> {
  return {
    name,
    coerce,
    check(value) {
      if (typeof value !== "string") throw new WrongValue("is not a text", "write one text, not a list");
      return value;
    },
  };
}

/** A word, name or token: spaces around it mean nothing. */
export const TEXT: Format<string> = textFormat("text", (text) => text.trim());

/** Text that people or the model read: kept to the letter. */
export const PROSE: Format<string> = textFormat("text, any length", (text) => text);
