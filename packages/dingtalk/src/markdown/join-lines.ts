import type { PreparedLine } from "./prepare-line.ts";

/** DingTalk's line break within a paragraph: a newline with two blanks on each side (D:faq-robot). */
const BLANKS = "  ";

/** Where the text is shown: a robot's message, or a card, to which a newline in running text is nothing. */
type Place = "message" | "card";

/** Puts the lines together: line breaks in running text, one empty line at most, and one around tables. */
export function joinLines(lines: readonly PreparedLine[], place: Place): string {
  const out: string[] = [];
  let previous: PreparedLine | undefined;
  for (const line of lines) {
    if (previous === undefined) {
      if (line.kind === "blank") continue;
    } else if (line.kind === "blank" && previous.kind === "blank" && line.quotes === previous.quotes) {
      continue;
    } else {
      out.push(
        place === "card" && isBreak(previous, line) ? cardBreak(out, line) : gapBetween(previous, line),
      );
    }
    out.push(isBreak(previous, line) && line.quotes === 0 ? LINE_AFTER_BREAK[place](line.text) : line.text);
    previous = line;
  }
  return out.join("").trimEnd();
}

function gapBetween(previous: PreparedLine, line: PreparedLine): string {
  if (isBreak(previous, line)) return `${BLANKS}\n`;
  const isTableEdge = (previous.kind === "table") !== (line.kind === "table");
  if (!isTableEdge || previous.kind === "blank" || line.kind === "blank") return "\n";
  return `\n${line.kind === "table" ? line.emptyLine : previous.quotes === line.quotes ? previous.emptyLine : ""}\n`;
}

/** A backslash before the break would be one itself, and take the sign away from `<br>`. */
function cardBreak(out: string[], line: PreparedLine): string {
  const before = out.pop()?.replace(/(?<!\\)(?:\\\\)*\\$/, (signs) => signs.slice(1)) ?? "";
  out.push(before);
  const hasBreak = before.endsWith("<br>");
  return (hasBreak ? "" : "<br>") + (line.quotes > 0 ? "\n" : "");
}

/** Whether a newline between the two becomes a line break. Only between running text: a blank or two before a list marker would nest it. */
export function isBreak(previous: PreparedLine | undefined, line: PreparedLine): boolean {
  if (previous?.kind !== "inline" || line.kind !== "inline" || !line.isParagraph) return false;
  return line.quotes === 0 || line.quotes === previous.quotes;
}

const unindented = (text: string): string => text.replace(/^[ \t]+/, "");

const LINE_AFTER_BREAK: Record<Place, (text: string) => string> = {
  message: (text) => (/^(?: {2}|\t)/.test(text) ? text : BLANKS + unindented(text)),
  card: unindented,
};
