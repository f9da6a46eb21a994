import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

const MEANINGS = new Map([
  ["true", true],
  ["yes", true],
  ["on", true],
  ["1", true],
  ["false", false],
  ["no", false],
  ["off", false],
  ["0", false],
]);

/** convict's own boolean takes every text but "false" for true; "off" must not switch something on. */
export const FLAG: Format<boolean> = {
  name: "true or false",
  coerce: (text) => MEANINGS.get(text.trim().toLowerCase()) ?? text,
  check(value) {
    if (typeof value !== "boolean") throw new WrongValue("is neither true nor false", "write true or false");
    return value;
  },
};
