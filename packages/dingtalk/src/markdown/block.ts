/** Lines that belong together: a paragraph or list, a table, a code block. Costs are UTF-8 bytes. */
export interface Block {
  /** Written once before the lines: a fence's opening, a table's first two rows; empty for text. */
  head: string;
  /** Written again where the block goes on in the next part. */
  reopening: string;
  /** Ends every part of the block: a fence's closing. */
  tail: string;
  /** What a line that is cut goes on with: the quote markers of quoted code. */
  linePrefix: string;
  /** Makes harmless what a cut has put at the start of a line. */
  defuse: (piece: string) => string;
  lines: string[];
  /** The block in one piece, and its size. */
  text: string;
  bytes: number;
  /** An empty line stands before it. */
  isApart: boolean;
  /** Better not parted from what follows: a heading, or what stands right above the next block. */
  isGlued: boolean;
}
