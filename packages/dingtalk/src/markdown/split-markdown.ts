import type { Block } from "./block.ts";
import { blocksOf } from "./blocks-of.ts";
import { createPartWriter, type PartWriter } from "./part-writer.ts";

/** Room for the frame of a code block and a few characters. */
const MIN_PART_BYTES = 32;

/**
 * Cuts markdown into parts of at most `maxBytes` UTF-8 bytes, everything counted: between blocks where it can, else
 * between lines, else between code points. A code block or table that goes on in the next part is closed and opened
 * again. Empty lines at a cut are dropped; a blank text has no parts. Linear in the text's length.
 *
 * @throws RangeError when `maxBytes` is under 32.
 */
export function splitMarkdown(text: string, maxBytes: number): string[] {
  if (!(maxBytes >= MIN_PART_BYTES)) throw new RangeError(`maxBytes must be at least ${MIN_PART_BYTES}`);
  // UTF-8 has no half characters: they would be counted as one thing and sent as another.
  const wellFormed = text.toWellFormed();
  const writer = createPartWriter(maxBytes);
  let glued: Block[] = [];
  for (const block of blocksOf(wellFormed, maxBytes)) {
    glued.push(block);
    if (block.isGlued) continue;
    writeTogether(writer, glued);
    glued = [];
  }
  writeTogether(writer, glued);
  return writer.parts();
}

/** Writes blocks into one part if one can hold them, else each as best it goes. */
function writeTogether(writer: PartWriter, blocks: readonly Block[]): void {
  const [first] = blocks;
  if (first === undefined) return;
  const where = writer.fits(
    blocks.reduce((sum, block) => sum + bytesOf(block) + 2, -2),
    first.isApart,
  );
  if (where === "in-next") writer.endPart();
  for (const block of blocks) {
    if (where === "nowhere" && writer.fits(bytesOf(block), block.isApart) === "in-next") writer.endPart();
    writer.write(block);
  }
}

/** Newlines between its lines counted. */
function bytesOf(block: Block): number {
  const frame = [block.head, block.tail].filter((line) => line !== "");
  return [...frame, ...block.lines].reduce((sum, line) => sum + Buffer.byteLength(line) + 1, -1);
}
