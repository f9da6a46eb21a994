import { joinLines } from "./join-lines.ts";
import { prepareLines } from "./prepare-lines.ts";

/**
 * Makes a model's markdown safe for DingTalk's cards, which know tables and code as well, and to which a newline in
 * running text is nothing: it becomes `<br>`. Everything else is as with a robot's message, HTML above all: a model's
 * `<a atId>` would notify people. Linear in the text's length.
 */
export function prepareCardMarkdown(text: string): string {
  return joinLines(prepareLines(text, { keepsLineBreaks: true }), "card");
}
