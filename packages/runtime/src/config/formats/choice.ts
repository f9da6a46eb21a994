import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

/** One of a few words. `meanings` goes from what is written (any case) to what the code calls it. */
export function choice<T extends string>(meanings: Readonly<Record<string, T>>): Format<T> {
  const words = Object.keys(meanings);
  const values: readonly string[] = Object.values(meanings);
  return {
    name: words.join(", "),
    coerce(text) {
      const word = text.trim().toLowerCase();
      return Object.hasOwn(meanings, word) ? meanings[word] : text;
    },
    check(value) {
      if (typeof value !== "string" || !values.includes(value)) {
        throw new WrongValue("is none of the allowed words", `write one of ${words.join(", ")}`);
      }
      return value as T;
    },
  };
}
