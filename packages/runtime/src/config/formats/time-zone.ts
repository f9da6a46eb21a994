import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

/** Whether this Node's ICU knows the zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name }).format(0);
    return true;
  } catch (error) {
    // The one documented way to ask: an unknown zone is a RangeError.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** An IANA time zone. */
export const TIME_ZONE: Format<string> = {
  name: "IANA time zone",
  coerce: (text) => text.trim(),
  check(value) {
    if (typeof value !== "string" || !isTimeZone(value)) {
      throw new WrongValue("is not a known time zone", "write an IANA name, such as Asia/Shanghai or UTC");
    }
    return value;
  },
};
