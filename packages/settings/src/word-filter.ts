import { setImmediate as nextTurn } from "node:timers/promises";
import { createStreamMask } from "./stream-mask.ts";
import type { StreamMask } from "./stream-mask.ts";
import { advance, createWordAutomaton, growWordAutomaton, type WordState } from "./word-automaton.ts";

export interface WordFilter {
  /** The configured word that the text contains and that ends first, or undefined. */
  find(text: string): string | undefined;
  /** The text with 🚫 for every character of every word in it, overlapping ones too. */
  mask(text: string): string;
  /** The same for a text that arrives in pieces. */
  createStreamMask(): StreamMask;
}

/**
 * Looks for all words in one walk over the text, whatever their number. Case and full or half width make no
 * difference. Blank words are dropped: they would be in every text.
 */
export function createWordFilter(words: readonly string[]): WordFilter {
  return filterOver(createWordAutomaton(tidy(words)));
}

/** The same, built in steps of a few milliseconds: for a process that is at work. */
export async function buildWordFilter(words: readonly string[]): Promise<WordFilter> {
  const growing = growWordAutomaton(tidy(words));
  for (;;) {
    const { done, value } = growing.next();
    if (done) return filterOver(value);
    await nextTurn();
  }
}

const tidy = (words: readonly string[]): string[] =>
  words.map((word) => word.trim()).filter((word) => word !== "");

function filterOver(root: WordState): WordFilter {
  return {
    find(text) {
      let state = root;
      for (const character of text) {
        state = advance(root, state, character);
        if (state.word !== undefined) return state.word.text;
      }
      return undefined;
    },
    mask(text) {
      const stream = createStreamMask(root);
      return stream.push(text) + stream.end();
    },
    createStreamMask: () => createStreamMask(root),
  };
}
