/** Quote and list markers nested deeper than this on one line are text: nobody means them, and nesting costs time. */
const MAX_MARKERS = 16;
const DIGIT = /[0-9]/;
/** CommonMark allows nine digits. */
const MAX_NUMBER_LENGTH = 9;

/** The quote and list markers before a line's content. */
export interface ContainerPrefix {
  /** Index of the content. */
  end: number;
  /** The prefix a further line in the same containers needs: quote markers kept, list markers blanked. */
  continuation: string;
  quotes: number;
  isListItem: boolean;
}

const NONE: ContainerPrefix = { end: 0, continuation: "", quotes: 0, isListItem: false };
/** The first sign of a line that may have markers; most lines are spared the rest. */
const MAY_HAVE_MARKERS = /^[ \t>*+\-0-9]/;

/** Reads the markers at the start of a line. */
export function readContainerPrefix(line: string): ContainerPrefix {
  if (!MAY_HAVE_MARKERS.test(line)) return NONE;
  let at = skipBlanks(line, 0);
  let continuation = line.slice(0, at);
  let quotes = 0;
  let isListItem = false;
  for (let markers = 0; markers < MAX_MARKERS; markers += 1) {
    // A line that begins with >= is a comparison.
    const isQuote = line[at] === ">" && line[at + 1] !== "=";
    const markerEnd = isQuote ? at + 1 : listMarkerEnd(line, at);
    if (markerEnd === undefined) break;
    const next = skipBlanks(line, markerEnd);
    continuation += (isQuote ? ">" : " ".repeat(markerEnd - at)) + line.slice(markerEnd, next);
    quotes += isQuote ? 1 : 0;
    isListItem ||= !isQuote;
    at = next;
  }
  return { end: at, continuation, quotes, isListItem };
}

/** Whether the content is a thematic break: three or more of one of `-*_`, blanks between them. */
export function isRule(line: string, from: number): boolean {
  const sign = line[from];
  if (sign !== "-" && sign !== "*" && sign !== "_") return false;
  let count = 0;
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === sign) count += 1;
    else if (!isBlank(line[at])) return false;
  }
  return count >= 3;
}

/** Index after a bullet or number, which a blank or the line's end follows; undefined when there is none. */
function listMarkerEnd(line: string, from: number): number | undefined {
  const first = line[from];
  if (first === undefined) return undefined;
  let end = from + 1;
  if (DIGIT.test(first)) {
    while (end - from < MAX_NUMBER_LENGTH && DIGIT.test(line[end] ?? "")) end += 1;
    if (line[end] !== "." && line[end] !== ")") return undefined;
    end += 1;
  } else if (first !== "-" && first !== "*" && first !== "+") {
    return undefined;
  }
  const isMarker = end === line.length || isBlank(line[end]);
  return isMarker && !isRule(line, from) ? end : undefined;
}

function skipBlanks(line: string, from: number): number {
  let at = from;
  while (isBlank(line[at])) at += 1;
  return at;
}

const isBlank = (sign: string | undefined): boolean => sign === " " || sign === "\t";
