import { advance } from "./word-automaton.ts";
import type { WordState } from "./word-automaton.ts";

const MASK = "🚫";

/** Masks a text that arrives in pieces. What may yet become a word is held back until it is decided. */
export interface StreamMask {
  /** Takes the next piece and gives what can be shown of the text by now. */
  push(chunk: string): string;
  /** The text is over: gives what was held back. */
  end(): string;
}

export function createStreamMask(root: WordState): StreamMask {
  let state = root;
  let held: HeldCharacter[] = [];
  let halfCharacter = "";

  function push(chunk: string): string {
    let text = halfCharacter + chunk;
    halfCharacter = "";
    // A piece may end between the two halves of a surrogate pair.
    if (endsInHighSurrogate(text)) {
      halfCharacter = text.slice(-1);
      text = text.slice(0, -1);
    }
    for (const character of text) {
      state = advance(root, state, character);
      held.push({ shown: character, endsWordOf: state.word?.length ?? 0 });
    }
    maskWords(held);
    // No word can begin before the prefix that the state stands for.
    return show(held.splice(0, held.length - state.depth));
  }

  function end(): string {
    const rest = show(held) + halfCharacter;
    state = root;
    held = [];
    halfCharacter = "";
    return rest;
  }

  return { push, end };
}

interface HeldCharacter {
  shown: string;
  /** Length of the longest word that ends with this character, 0 for none. */
  endsWordOf: number;
}

/** From the end, so that long words over each other still cost one look per character. */
function maskWords(held: HeldCharacter[]): void {
  let toMask = 0;
  for (let index = held.length - 1; index >= 0; index--, toMask--) {
    const character = held[index] as HeldCharacter;
    toMask = Math.max(toMask, character.endsWordOf);
    if (toMask > 0) character.shown = MASK;
  }
}

function show(characters: readonly HeldCharacter[]): string {
  return characters.map(({ shown }) => shown).join("");
}

function endsInHighSurrogate(text: string): boolean {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff;
}
