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
  const [first, ...others] = blocks;
  if (first === undefined) return;
  const bytes = others.reduce((sum, block) => sum + block.bytes + (block.isApart ? 2 : 1), first.bytes);
  const where = writer.fits(bytes, first);
  if (where === "in-next") writer.endPart();
  for (const block of blocks) {
    if (where === "nowhere" && writer.fits(block.bytes, block) === "in-next") writer.endPart();
    writer.write(block);
  }
}
