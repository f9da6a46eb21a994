import { readContainerPrefix } from "./container-prefix.ts";

/** A tab goes on to the next multiple of this. */
const TAB_COLUMNS = 4;
/** A closing fence this much further in than its opening still closes. */
const MAX_EXTRA_INDENT = 3;

/** A code fence's opening line, read. */
export interface Fence {
  sign: "`" | "~";
  length: number;
  /** What every further line of its quote or list item begins with. */
  prefix: string;
  quotes: number;
  /** Columns of blanks before the fence, after the last quote marker. */
  indentColumns: number;
  /** What follows the fence: the language. */
  info: string;
}

/** Reads the opening of a fenced code block, at any depth of quotes and lists; undefined for other lines. */
export function fenceOpenedBy(line: string): Fence | undefined {
  if (!line.includes("```") && !line.includes("~~~")) return undefined;
  const { end, continuation, quotes } = readContainerPrefix(line);
  const sign = line[end];
  if (sign !== "`" && sign !== "~") return undefined;
  const length = runLength(line, end, sign);
  if (length < 3) return undefined;
  const info = line.slice(end + length).trim();
  // ```x``` on one line is a code span.
  if (sign === "`" && info.includes("`")) return undefined;
  return {
    sign,
    length,
    prefix: continuation,
    quotes,
    indentColumns: readIndent(continuation, quotes).columns,
    info,
  };
}

/** Whether a line ends the fence: as many of its signs and nothing else, not indented into the code. */
export function closesFence(fence: Fence, line: string): boolean {
  const { end, columns } = readIndent(line, fence.quotes);
  if (columns > fence.indentColumns + MAX_EXTRA_INDENT) return false;
  const length = runLength(line, end, fence.sign);
  return length >= fence.length && line.slice(end + length).trim() === "";
}

/** The line that ends the fence. */
export const closingLineOf = (fence: Fence): string => fence.prefix + fence.sign.repeat(fence.length);

/** Reads blanks and quote markers at the start of a line; the columns are those of the blanks after the last marker. */
function readIndent(line: string, maxQuotes: number): { end: number; columns: number } {
  let end = 0;
  let column = 0;
  let start = 0;
  for (let quotes = 0; ; end += 1) {
    const sign = line[end];
    if (sign === " ") column += 1;
    else if (sign === "\t") column += TAB_COLUMNS - (column % TAB_COLUMNS);
    else if (sign === ">" && quotes < maxQuotes) {
      quotes += 1;
      column += 1;
      start = column;
    } else return { end, columns: column - start };
  }
}

function runLength(line: string, from: number, sign: string): number {
  let end = from;
  while (line[end] === sign) end += 1;
  return end - from;
}
