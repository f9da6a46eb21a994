import type { Format } from "./format.ts";
import { WrongValue } from "./wrong-value.ts";

/** A resource at Azure: its name, its host, or an address. */
export const AZURE_RESOURCE: Format<string> = {
  name: "name, or URL beginning https:// or http://",
  coerce: (text) => text.trim(),
  check(value) {
    if (typeof value !== "string" || !(isName(value) || isUrl(value))) {
      throw new WrongValue(
        "is neither a resource's name nor its endpoint",
        "write contoso, or https://contoso.openai.azure.com",
      );
    }
    return value;
  },
};

const isName = (text: string): boolean => /^[\w.-]+$/u.test(text);
const isUrl = (text: string): boolean => /^https?:\/\//u.test(text) && URL.canParse(text);
