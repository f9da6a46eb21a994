import { CLOSE, endsLine, findTag, mayEndLine, OPEN } from "./think-tags.ts";
import { trackFences } from "./track-fences.ts";

/** Takes what a model streams and keeps what is meant for the reader. */
export interface ThinkFilter {
  /** Says whether the visible text changed. */
  push(delta: string): boolean;
  /**
   * No more will come: a half tag at the end was text after all. A block that was never closed was text too where
   * the model came to its end by itself; where it was cut, it was cut while thinking.
   */
  end(how: "whole" | "cut"): void;
  readonly text: string;
}

/**
 * Drops `<think>…</think>`, however it is cut into chunks. The opening tag counts at the very start of the visible
 * text and on a line of its own; anywhere else, in a code fence and right after a backtick the model writes about
 * it, and from then on about the closing tag as well. Servers whose prompt template opens the block themselves send
 * only the closing tag: the first such tag drops all that came before it.
 */
export function createThinkFilter(): ThinkFilter {
  let text = "";
  let pending = "";
  /** What was dropped since the opening tag, that one included; undefined outside a block. */
  let block: string | undefined;
  let blockSeen = false;
  let tagWritten = false;
  // Beside the text, because asking the growing string for its end would copy it each time.
  let lastCharacter: string | undefined;
  let lineIsBlank = true;
  let fence = trackFences();

  const isCode = (): boolean => lastCharacter === "`" || fence.isOpen();

  /** Blank space before the first visible character is left over from a block. */
  function append(piece: string): void {
    const visible = text === "" ? piece.trimStart() : piece;
    if (visible === "") return;
    text += visible;
    lastCharacter = visible.at(-1);
    const newline = visible.lastIndexOf("\n");
    lineIsBlank = (newline >= 0 || lineIsBlank) && visible.slice(newline + 1).trim() === "";
    fence.read(visible);
  }

  function writeTag(tag: string): void {
    tagWritten = true;
    append(tag);
  }

  /** Undefined while what follows the tag has not come. */
  function opensBlock(after: string): boolean | undefined {
    if (isCode()) return false;
    if (text === "") return true;
    if (!lineIsBlank) return false;
    if (endsLine(after)) return true;
    return mayEndLine(after) ? undefined : false;
  }

  function takeClose(): void {
    if (tagWritten || isCode()) writeTag(CLOSE);
    else if (!blockSeen) {
      text = "";
      lastCharacter = undefined;
      lineIsBlank = true;
      fence = trackFences();
      blockSeen = true;
    }
  }

  /** Consumes what it can of `input` outside a block and gives back the rest. */
  function readText(input: string): string {
    const at = findTag(input);
    append(at < 0 ? input : input.slice(0, at));
    if (at < 0) return "";
    const rest = input.slice(at);
    if (rest.startsWith(CLOSE)) {
      takeClose();
      return rest.slice(CLOSE.length);
    }
    const after = rest.slice(OPEN.length);
    const opens = rest.startsWith(OPEN) ? opensBlock(after) : undefined;
    if (opens === undefined) {
      pending = rest;
      return "";
    }
    if (opens) block = OPEN;
    else writeTag(OPEN);
    return after;
  }

  function readBlock(input: string, soFar: string): string {
    const at = input.indexOf(CLOSE);
    if (at >= 0) {
      block = undefined;
      blockSeen = true;
      return input.slice(at + CLOSE.length);
    }
    const tail = input.lastIndexOf("<");
    const end = tail >= 0 && CLOSE.startsWith(input.slice(tail)) ? tail : input.length;
    block = soFar + input.slice(0, end);
    pending = input.slice(end);
    return "";
  }

  return {
    push(delta) {
      const before = text;
      let input = pending + delta;
      pending = "";
      while (input !== "") input = block === undefined ? readText(input) : readBlock(input, block);
      return text !== before;
    },
    end(how) {
      const isUnclosed = block !== undefined || pending.startsWith(OPEN);
      if (how === "whole" || !isUnclosed) append((block ?? "") + pending);
      block = undefined;
      pending = "";
    },
    get text() {
      return text;
    },
  };
}
