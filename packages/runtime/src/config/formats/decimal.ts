import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

/** A number with or without a fraction, within both bounds. */
export function decimal(min: number, max: number): Format<number> {
  return {
    name: `number from ${min} to ${max}`,
    coerce: (text) => (/^(?:\d+(?:\.\d*)?|\.\d+)$/u.test(text.trim()) ? Number(text) : text),
    check(value) {
      if (typeof value !== "number") {
        throw new WrongValue("is not a number", `write a number from ${min} to ${max}, such as 0.6`);
      }
      if (value < min || value > max) {
        throw new WrongValue("is out of range", `write a number from ${min} to ${max}`);
      }
      return value;
    },
  };
}
