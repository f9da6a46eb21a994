import { closingLineOf } from "./fence.ts";
import { createIndentedCodeReader, isIndentedLikeCode } from "./indented-code.ts";
import { isTableDelimiter } from "./is-table-delimiter.ts";
import { isBreak, joinLines } from "./join-lines.ts";
import { prepareLine, type PreparedLine } from "./prepare-line.ts";
import { segmentLines, type Segment } from "./segment-lines.ts";

/**
 * Makes a model's markdown safe for DingTalk's robot messages, which know headings, quotes, bold, italic, links,
 * images and lists (D:faq-robot): newlines in running text become DingTalk's line breaks, code fences are closed,
 * HTML is escaped, a `#` that is no heading stays text, tables get empty lines around them. Code is left alone.
 * Linear in the text's length; doing it twice changes nothing.
 */
export function prepareMarkdown(text: string): string {
  const segments = segmentLines(plainTextOf(text));
  const indentedCode = createIndentedCodeReader();
  const lines: PreparedLine[] = [];
  segments.forEach((segment, index) => {
    if (segment.type === "fence") {
      lines.push(codeLine(segment.opening));
      for (const code of segment.body) lines.push(codeLine(code));
      lines.push(codeLine(closingLineOf(segment.fence)));
      indentedCode.isCode(segment.opening, false);
      return;
    }
    const previous = lines.at(-1);
    const read = prepareLine(segment.text);
    // A table gets an empty line before it, after which an indented one outside a list would be code.
    const mayBeginTable = indentedCode.isInList() || !isIndentedLikeCode(segment.text);
    const isTable = isInTable(read, segments[index + 1], previous, mayBeginTable);
    const line = isTable ? { ...read, kind: "table" as const } : read;
    const isCode = indentedCode.isCode(segment.text, isBreak(previous, line));
    lines.push(isCode ? codeLine(segment.text) : line);
  });
  return joinLines(lines);
}

/** Line feeds only, no control characters, no half characters. */
const plainTextOf = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/\r\n?/g, "\n")
    // eslint-disable-next-line no-control-regex -- they are what is taken away
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "");

const codeLine = (text: string): PreparedLine => ({
  kind: "code",
  text,
  quotes: 0,
  isParagraph: false,
  emptyLine: "",
});

/** A table begins with a row above a delimiter, and goes on while there are bars. */
function isInTable(
  line: PreparedLine,
  next: Segment | undefined,
  previous: PreparedLine | undefined,
  mayBegin: boolean,
): boolean {
  if (!line.text.includes("|")) return false;
  if (previous?.kind === "table") return true;
  if (!mayBegin || line.kind !== "inline" || !line.isParagraph || next?.type !== "line") return false;
  return isTableDelimiter(next.text.slice(line.emptyLine.length).trim());
}
