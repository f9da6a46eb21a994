import type { Block } from "./block.ts";
import { cutEnd } from "./cut-end.ts";

/** Bytes kept free for the zero-width space that may be put before a piece. */
const DEFUSING_BYTES = 3;
/** A line is begun in the rest of a part only when at least this share of the part is left. */
const LEAST_SHARE = 4;

/** Fills parts of at most `maxBytes` UTF-8 bytes, one after the other. */
export interface PartWriter {
  /** Whether blocks of so many bytes fit: into the part at hand, into an empty one. */
  fits(bytes: number, first: Block): "here" | "in-next" | "nowhere";
  /** Writes a block, going on in further parts where it must. */
  write(block: Block): void;
  endPart(): void;
  parts(): string[];
}

/** Creates an empty writer. */
export function createPartWriter(maxBytes: number): PartWriter {
  const parts: string[] = [];
  let texts: string[] = [];
  let bytes = 0;

  const room = (): number => maxBytes - bytes;
  const put = (separator: string, text: string): void => {
    const before = texts.length === 0 ? "" : separator;
    texts.push(before + text);
    bytes += before.length + Buffer.byteLength(text);
  };
  const endPart = (): void => {
    const part = texts.join("").trimEnd();
    if (part !== "") parts.push(part);
    texts = [];
    bytes = 0;
  };
  const fits: PartWriter["fits"] = (size, first) => {
    if (size + (texts.length === 0 ? 0 : separatorOf(first).length) <= room()) return "here";
    return size <= maxBytes ? "in-next" : "nowhere";
  };
  const goOn = (block: Block): void => {
    if (block.tail !== "") put("\n", block.tail);
    endPart();
    if (block.reopening !== "") put("\n", block.reopening);
  };

  function writeLine(block: Block, separator: string, line: string): void {
    const reserved = block.tail === "" ? 0 : block.tail.length + 1;
    const free = (): number => room() - reserved - (texts.length === 0 ? 0 : separator.length);
    const size = Buffer.byteLength(line);
    if (size > free() && texts.length > 0) {
      const reopened = block.reopening === "" ? 0 : Buffer.byteLength(block.reopening) + 1;
      if (size <= maxBytes - reserved - reopened || free() < maxBytes / LEAST_SHARE) goOn(block);
    }
    if (size <= free()) put(separator, texts.length === 0 ? withoutIndent(line) : line);
    else writePieces(block, separator, line, free);
  }

  function writePieces(block: Block, separator: string, line: string, free: () => number): void {
    for (let from = 0; from < line.length;) {
      if (from > 0) goOn(block);
      const prefix = from === 0 ? "" : block.linePrefix;
      const end = cutEnd(line, from, free() - prefix.length - DEFUSING_BYTES);
      put(from === 0 ? separator : "\n", block.defuse(prefix + line.slice(from, end)));
      from = end;
    }
  }

  return {
    fits,
    write(block) {
      let separator = separatorOf(block);
      if (fits(block.bytes, block) === "here") {
        const isIndented = texts.length === 0 && block.head === "";
        put(separator, isIndented ? withoutIndent(block.text) : block.text);
        return;
      }
      if (block.head !== "") {
        // Not the frame alone at the end of a part.
        const frame = Buffer.byteLength(block.head) + block.tail.length;
        if (texts.length > 0 && room() < frame + maxBytes / LEAST_SHARE) endPart();
        put(separator, block.head);
        separator = "\n";
      }
      for (const line of block.lines) {
        writeLine(block, separator, line);
        separator = "\n";
      }
      if (block.tail !== "") put("\n", block.tail);
    },
    endPart,
    parts() {
      endPart();
      return parts;
    },
  };
}

/** Four blanks at the start of a part would make code of what was an item's paragraph. */
const withoutIndent = (line: string): string => line.replace(/^(?: {4}| {0,3}\t)[ \t]*/, "");

const separatorOf = (block: Block): string => (block.isApart ? "\n\n" : "\n");
