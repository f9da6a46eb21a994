import { expect, it } from "vitest";
import { createStreamMask } from "./stream-mask.ts";
import { createWordAutomaton } from "./word-automaton.ts";
import type { WordState } from "./word-automaton.ts";

it("takes a number of steps that grows with the text, whatever the words", () => {
  // The worst words for a naive search: every place begins almost all of them.
  const root = createWordAutomaton(Array.from({ length: 200 }, (_unused, index) => `${"a".repeat(index)}b`));
  const lookUps = countLookUps(root);
  const text = "a".repeat(4000) + "c".repeat(10);
  expect(createStreamMask(root).push(text)).toBe(text);
  expect(lookUps()).toBeGreaterThanOrEqual(text.length);
  expect(lookUps()).toBeLessThanOrEqual(2 * text.length);
});

/** Counts the automaton's only unit of work, a look-up among a state's next characters. */
function countLookUps(root: WordState): () => number {
  let count = 0;
  class CountingMap extends Map<number, WordState> {
    override get(key: number): WordState | undefined {
      count++;
      return super.get(key);
    }
  }
  const states = [root];
  for (const state of states) {
    states.push(...state.next.values());
    state.next = new CountingMap(state.next);
  }
  return () => count;
}
