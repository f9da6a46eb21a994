import { closesFence, fenceOpenedBy, type Fence } from "./fence.ts";

/** Longer runs are no fence that anybody wrote; closing one would double a reply made of backticks. */
const MAX_FENCE_LENGTH = 64;

/** A line outside code, or a fenced code block; a fence that nobody closed ends with its quote or the text. */
export type Segment =
  | { type: "line"; text: string }
  | { type: "fence"; fence: Fence; opening: string; body: string[] };

/** Tells code from text, line by line. */
export function segmentLines(text: string): Segment[] {
  const segments: Segment[] = [];
  let open: Extract<Segment, { type: "fence" }> | undefined;
  for (const line of text.split("\n")) {
    if (open !== undefined) {
      const { fence, body } = open;
      const isInside = fence.quotes === 0 || line.trimStart().startsWith(">");
      if (isInside && !closesFence(fence, line)) {
        body.push(line);
        continue;
      }
      open = undefined;
      if (isInside) continue;
    }
    const fence = fenceOpenedBy(line);
    if (fence === undefined || fence.length > MAX_FENCE_LENGTH) {
      segments.push({ type: "line", text: line });
    } else {
      open = { type: "fence", fence, opening: line.trimEnd(), body: [] };
      segments.push(open);
    }
  }
  // What follows an unclosed fence is mostly the end of the text.
  if (open !== undefined) dropTrailingBlanks(open.body);
  return segments;
}

function dropTrailingBlanks(lines: string[]): void {
  while (lines.at(-1)?.trim() === "") lines.pop();
}
