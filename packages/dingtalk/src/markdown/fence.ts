import { readContainerPrefix } from "./container-prefix.ts";

/** A code fence's opening line, read. */
export interface Fence {
  sign: "`" | "~";
  length: number;
  /** What every further line of its quote or list item begins with. */
  prefix: string;
  quotes: number;
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
  return { sign, length, prefix: continuation, quotes, info };
}

/** Whether a line ends the fence: as many of its signs and nothing else, not indented into the code. */
export function closesFence(fence: Fence, line: string): boolean {
  let at = 0;
  let indent = 0;
  for (let quotes = 0; ; at += 1) {
    const sign = line[at];
    if (sign === " ") indent += 1;
    else if (sign === "\t") indent += 4;
    else if (sign === ">" && quotes < fence.quotes) {
      quotes += 1;
      indent = 0;
    } else break;
  }
  if (indent > fence.prefix.length + 3) return false;
  const length = runLength(line, at, fence.sign);
  return length >= fence.length && line.slice(at + length).trim() === "";
}

/** The line that ends the fence. */
export const closingLineOf = (fence: Fence): string => fence.prefix + fence.sign.repeat(fence.length);

function runLength(line: string, from: number, sign: string): number {
  let end = from;
  while (line[end] === sign) end += 1;
  return end - from;
}
