import { trackFences } from "./track-fences.ts";

const OPEN = "<think>";
const CLOSE = "</think>";

/** Takes what a model streams and keeps what is meant for the reader. */
export interface ThinkFilter {
  /** Says whether the visible text changed. */
  push(delta: string): boolean;
  /** No more will come: a half tag at the end was text after all. */
  end(): void;
  readonly text: string;
}

/**
 * Drops `<think>…</think>` wherever it stands, however it is cut into chunks, and to the end where it is never
 * closed. Servers whose prompt template opens the block themselves send only the closing tag: the first such tag
 * drops all that came before it. A tag inside a code fence or right after a backtick is something the model
 * writes about and stays.
 */
export function createThinkFilter(): ThinkFilter {
  let text = "";
  let pending = "";
  let thinking = false;
  let tagSeen = false;
  // Beside the text, because asking the growing string for its end would copy it each time.
  let lastCharacter: string | undefined;
  let fence = trackFences();

  /** Blank space before the first visible character is left over from a block. */
  function append(piece: string): void {
    const visible = text === "" ? piece.trimStart() : piece;
    if (visible === "") return;
    text += visible;
    lastCharacter = visible.at(-1);
    fence.read(visible);
  }

  function takeTag(tag: string): void {
    if (lastCharacter === "`" || fence.isOpen()) append(tag);
    else if (tag === OPEN) thinking = true;
    else if (!tagSeen) {
      text = "";
      lastCharacter = undefined;
      fence = trackFences();
    }
    tagSeen = true;
  }

  /** Consumes what it can of `input` outside a block and gives back the rest. */
  function readText(input: string): string {
    const at = findTag(input);
    if (at < 0) {
      append(input);
      return "";
    }
    append(input.slice(0, at));
    const rest = input.slice(at);
    const tag = [OPEN, CLOSE].find((candidate) => rest.startsWith(candidate));
    if (tag === undefined) {
      pending = rest;
      return "";
    }
    takeTag(tag);
    return rest.slice(tag.length);
  }

  function readThinking(input: string): string {
    const at = input.indexOf(CLOSE);
    if (at >= 0) {
      thinking = false;
      return input.slice(at + CLOSE.length);
    }
    const tail = input.lastIndexOf("<");
    if (tail >= 0 && CLOSE.startsWith(input.slice(tail))) pending = input.slice(tail);
    return "";
  }

  return {
    push(delta) {
      const before = text;
      let input = pending + delta;
      pending = "";
      while (input !== "") input = thinking ? readThinking(input) : readText(input);
      return text !== before;
    },
    end() {
      if (!thinking) append(pending);
      pending = "";
    },
    get text() {
      return text;
    },
  };
}

/** Where the first tag begins, or what may turn out to be one with the next chunk; -1 without either. */
function findTag(input: string): number {
  for (let at = input.indexOf("<"); at >= 0; at = input.indexOf("<", at + 1)) {
    const head = input.slice(at, at + CLOSE.length);
    if (head.startsWith(OPEN) || head === CLOSE) return at;
    if (at + head.length === input.length && (OPEN.startsWith(head) || CLOSE.startsWith(head))) return at;
  }
  return -1;
}
