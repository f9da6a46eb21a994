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
      if (!isDecodable(value)) {
        throw new WrongValue("holds a % that begins no %XX", "write %25 for a % in user name or password");
      }
      return value;
    },
  };
}

/** Whoever logs in by it has to decode both. */
function isDecodable(url: string): boolean {
  const { username, password } = new URL(url);
  try {
    decodeURIComponent(username + password);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
