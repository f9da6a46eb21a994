import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

/** An absolute URL with one of these schemes ("https"). The slash at its end is dropped. */
export function address(...schemes: readonly string[]): Format<string> {
  const examples = schemes.map((scheme) => `${scheme}://…`).join(" or ");
  return {
    name: `URL beginning ${schemes.map((scheme) => `${scheme}://`).join(" or ")}`,
    coerce: (text) => text.trim().replace(/\/$/u, ""),
    check(value) {
      if (typeof value !== "string" || !schemes.some((scheme) => value.startsWith(`${scheme}://`))) {
        throw new WrongValue("is not an address this setting understands", `write ${examples}`);
      }
      if (!URL.canParse(value) || new URL(value).hostname === "") {
        throw new WrongValue(
          "is not a complete address",
          `write ${examples} with a host, and nothing unescaped`,
        );
      }
      return value;
    },
  };
}
