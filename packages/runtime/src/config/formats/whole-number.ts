import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

/** A whole number within both bounds. convict's own `int` reads "12abc" as 12; here it is refused. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER): Format<number> {
  const range = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`;
  return {
    name: `whole number ${range}`,
    coerce: (text) => (/^\d+$/u.test(text.trim()) ? Number(text) : text),
    check(value) {
      if (typeof value !== "number" || !Number.isSafeInteger(value)) {
        throw new WrongValue("is not a whole number", `write digits only: a whole number ${range}`);
      }
      if (value < min || value > max) {
        throw new WrongValue("is out of range", `write a whole number ${range}`);
      }
      return value;
    },
  };
}
