import { joinLines } from "./join-lines.ts";
import { prepareLines } from "./prepare-lines.ts";

/**
 * Makes a model's markdown safe for DingTalk's robot messages, which know headings, quotes, bold, italic, links,
 * images and lists (D:faq-robot): newlines in running text become DingTalk's line breaks, code fences are closed,
 * HTML is escaped, a `#` that is no heading stays text, tables get empty lines around them. Code is left alone.
 * Linear in the text's length; doing it twice changes nothing.
 */
export function prepareMarkdown(text: string): string {
  return joinLines(prepareLines(text), "message");
}
