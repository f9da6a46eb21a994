import { closingLineOf } from "./fence.ts";
import { createIndentedCodeReader, isIndentedLikeCode } from "./indented-code.ts";
import { isTableDelimiter } from "./is-table-delimiter.ts";
import { isBreak } from "./join-lines.ts";
import { prepareLine, type PreparedLine } from "./prepare-line.ts";
import { segmentLines, type Segment } from "./segment-lines.ts";

/**
 * Reads a model's markdown line by line, closes its fences and makes every line outside code safe. `keepsLineBreaks`:
 * `<br>` stays what it is.
 */
export function prepareLines(text: string, { keepsLineBreaks = false } = {}): PreparedLine[] {
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
    const read = prepareLine(segment.text, keepsLineBreaks);
    // A table gets an empty line before it, after which an indented one outside a list would be code.
    const mayBeginTable = indentedCode.isInList() || !isIndentedLikeCode(segment.text);
    const isTable = isInTable(read, segments[index + 1], previous, mayBeginTable);
    const line = isTable ? { ...read, kind: "table" as const } : read;
    const isCode = indentedCode.isCode(segment.text, isBreak(previous, line));
    lines.push(isCode ? codeLine(segment.text) : line);
  });
  return lines;
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
