import { angleLinkAt } from "./angle-link.ts";
import { createCodeSpanFinder } from "./code-spans.ts";

/** A line break, as cards take it. */
const LINE_BREAK = /<br ?\/?>/iy;

/**
 * Escapes `<` and `>` outside code spans: DingTalk's mobile clients swallow what looks like HTML
 * (eryajf/chatgpt-dingtalk issue 213). Links in angle brackets become links without. `<br>` may be
 * let through.
 */
export function escapeInline(line: string, keepsLineBreaks = false): string {
  if (!/[<>]/.test(line)) return line;
  const codeSpanEnd = createCodeSpanFinder(line);
  let out = "";
  let copied = 0;
  const replace = (from: number, to: number, by: string): number => {
    out += line.slice(copied, from) + by;
    copied = to;
    return to;
  };
  for (let at = 0; at < line.length;) {
    const sign = line[at];
    if (sign === "`") {
      let length = 1;
      while (line[at + length] === "`") length += 1;
      at = codeSpanEnd(at + length, length) ?? at + length;
    } else if (sign === "\\") {
      const next = line[at + 1];
      // \< is <: the entity alone says so.
      at = next === "<" || next === ">" ? replace(at, at + 2, entityOf(next)) : at + 2;
    } else if (sign === "<" && keepsLineBreaks && lineBreakAt(line, at) > 0) {
      at = replace(at, at + lineBreakAt(line, at), "<br>");
    } else if (sign === "<") {
      const link = angleLinkAt(line, at);
      at = link === undefined ? replace(at, at + 1, "&lt;") : replace(at, link.end, link.markdown);
    } else if (sign === ">") {
      at = replace(at, at + 1, "&gt;");
    } else {
      at += 1;
    }
  }
  return out + line.slice(copied);
}

const entityOf = (sign: "<" | ">"): string => (sign === "<" ? "&lt;" : "&gt;");

function lineBreakAt(line: string, at: number): number {
  LINE_BREAK.lastIndex = at;
  return LINE_BREAK.exec(line)?.[0].length ?? 0;
}
