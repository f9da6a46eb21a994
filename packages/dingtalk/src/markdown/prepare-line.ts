import { isRule, readContainerPrefix } from "./container-prefix.ts";
import { defuseFence } from "./defuse-fence.ts";
import { escapeInline } from "./escape-inline.ts";

/** `inline` ends in running text, after which a newline is a line break; `code` is copied as it is. */
type LineKind = "blank" | "heading" | "rule" | "table" | "inline" | "code";

/** A line outside fences, made safe. */
export interface PreparedLine {
  kind: LineKind;
  text: string;
  quotes: number;
  /** A paragraph, or the continuation of one: no list item. */
  isParagraph: boolean;
  /** What an empty line in the same quote looks like. */
  emptyLine: string;
}

/** A heading needs a blank after its signs; lenient renderers make one of `#include` and `#1` too. */
const HEADING = /^#{1,6}[ \t]+\S/;
const SETEXT_UNDERLINE = /^=+$/;

const BLANK: PreparedLine = { kind: "blank", text: "", quotes: 0, isParagraph: false, emptyLine: "" };

/** Reads and escapes one line. */
export function prepareLine(line: string, keepsLineBreaks = false): PreparedLine {
  if (line.trim() === "") return BLANK;
  const text = defuseFence(line.trimEnd());
  const { end, continuation, quotes, isListItem } = readContainerPrefix(text);
  const content = text.slice(end);
  const facts = { quotes, isParagraph: !isListItem, emptyLine: quotes > 0 ? continuation.trimEnd() : "" };
  if (content === "") return { ...facts, kind: isListItem ? "inline" : "blank", text };
  if (isRule(text, end) || SETEXT_UNDERLINE.test(content)) return { ...facts, kind: "rule", text };
  const isHeading = HEADING.test(content);
  const safe = (content.startsWith("#") && !isHeading ? "\\" : "") + escapeInline(content, keepsLineBreaks);
  return { ...facts, kind: isHeading ? "heading" : "inline", text: text.slice(0, end) + safe };
}
