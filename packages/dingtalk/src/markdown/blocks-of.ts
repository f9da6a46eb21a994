import type { Block } from "./block.ts";
import { defuseFence, ZERO_WIDTH_SPACE } from "./defuse-fence.ts";
import { closesFence, closingLineOf } from "./fence.ts";
import { isTableDelimiter } from "./is-table-delimiter.ts";
import { segmentLines, type Segment } from "./segment-lines.ts";

const HEADING = /^#{1,6}\s/;
/** Room for a cut piece besides the frame: newlines, a zero-width space, one character. */
const LEAST_ROOM_BYTES = 16;
/** A frame that takes more of a part than this is not repeated whole. */
const MAX_REOPENING_SHARE = 4;

/** Reads text as blocks, each of which can be written into parts of `maxBytes`. */
export function blocksOf(text: string, maxBytes: number): Block[] {
  const blocks: Block[] = [];
  let isApart = false;
  const push = (body: BlockBody): void => {
    const last = blocks.at(-1);
    if (last !== undefined && !isApart) last.isGlued = true;
    const { head, lines: inner, tail } = body;
    const whole = [...(head === "" ? [] : [head]), ...inner, ...(tail === "" ? [] : [tail])].join("\n");
    const isGlued = head === "" && HEADING.test(inner.at(-1) ?? "");
    blocks.push({ ...body, text: whole, bytes: Buffer.byteLength(whole), isApart, isGlued });
    isApart = false;
  };
  let lines: string[] = [];
  const flush = (): void => {
    if (lines.length > 0) push(textBlock(lines, maxBytes));
    lines = [];
  };
  const takeLine = (line: string): void => {
    if (line.trim() !== "") {
      lines.push(line);
      return;
    }
    flush();
    isApart = blocks.length > 0;
  };
  for (const segment of segmentLines(text)) {
    if (segment.type === "line") {
      takeLine(segment.text);
      continue;
    }
    flush();
    const fence = fenceBlock(segment, maxBytes);
    if (fence !== undefined) push(fence);
    else [segment.opening, ...segment.body, closingLineOf(segment.fence)].forEach(takeLine);
  }
  flush();
  return blocks;
}

type BlockBody = Omit<Block, "text" | "bytes" | "isApart" | "isGlued">;

/** Undefined when not even the frame fits into a part: then it is text. */
function fenceBlock(segment: Extract<Segment, { type: "fence" }>, maxBytes: number): BlockBody | undefined {
  const { fence, opening, body } = segment;
  const tail = closingLineOf(fence);
  const linePrefix = fence.quotes > 0 ? fence.prefix : "";
  const fixed = Buffer.byteLength(tail) + Buffer.byteLength(linePrefix) + LEAST_ROOM_BYTES;
  if (Buffer.byteLength(opening) + fixed > maxBytes) return undefined;
  const whole = tail + fence.info;
  const isCheap = Buffer.byteLength(whole) * MAX_REOPENING_SHARE <= maxBytes;
  return {
    head: opening,
    reopening: isCheap ? whole : tail,
    tail,
    linePrefix,
    defuse: (piece) =>
      closesFence(fence, piece) ? piece.replace(/^[ \t>]*/, (blanks) => blanks + ZERO_WIDTH_SPACE) : piece,
    lines: body,
  };
}

function textBlock(read: string[], maxBytes: number): BlockBody {
  const lines = read.map(defuseFence);
  const plain: BlockBody = {
    head: "",
    reopening: "",
    tail: "",
    linePrefix: "",
    defuse: defuseFence,
    lines,
  };
  const [header = "", delimiter = ""] = lines;
  if (!header.includes("|") || !isTableDelimiter(delimiter.trim())) return plain;
  const head = `${header}\n${delimiter}`;
  const bytes = Buffer.byteLength(head);
  if (bytes + LEAST_ROOM_BYTES > maxBytes) return plain;
  return {
    ...plain,
    head,
    reopening: bytes * MAX_REOPENING_SHARE <= maxBytes ? head : "",
    lines: lines.slice(2),
  };
}
