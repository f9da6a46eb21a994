import { foldCodePoint } from "./fold-code-point.ts";

/** A state: "the text so far ends in this prefix of some word, and in no longer one". */
export interface WordState {
  /** Length of that prefix, in characters (code points). */
  depth: number;
  next: Map<number, WordState>;
  /** The state of the longest proper suffix; the root's is itself. */
  fallback: WordState;
  /** The longest word that ends here, if any. */
  word?: { text: string; length: number };
}

/** Builds the Aho–Corasick automaton of the words: one walk over a text finds all of them. */
export function createWordAutomaton(words: readonly string[]): WordState {
  const growing = growWordAutomaton(words);
  for (;;) {
    const { done, value } = growing.next();
    if (done) return value;
  }
}

/** States made between two pauses: a millisecond or so of work. */
const STATES_PER_STEP = 2_000;

/** The same in steps, for whoever has other things to do in between. */
export function* growWordAutomaton(words: readonly string[]): Generator<undefined, WordState> {
  const root = createState(0);
  root.fallback = root;
  let grown = 0;
  for (const word of words) {
    addWord(root, word);
    grown += word.length;
    if (grown < STATES_PER_STEP) continue;
    grown = 0;
    yield;
  }
  yield* linkFallbacks(root);
  return root;
}

/** The state after one more character. Amortised constant: each fall back undoes an earlier step forward. */
export function advance(root: WordState, from: WordState, character: string): WordState {
  const key = foldCodePoint(character.codePointAt(0) ?? 0);
  return follow(root, from, key);
}

function follow(root: WordState, from: WordState, key: number): WordState {
  let state = from;
  for (;;) {
    const next = state.next.get(key);
    if (next !== undefined) return next;
    if (state === root) return root;
    state = state.fallback;
  }
}

function addWord(root: WordState, word: string): void {
  let state = root;
  for (const character of word) {
    const key = foldCodePoint(character.codePointAt(0) ?? 0);
    let next = state.next.get(key);
    if (next === undefined) {
      next = createState(state.depth + 1, root);
      state.next.set(key, next);
    }
    state = next;
  }
  if (state !== root) state.word ??= { text: word, length: state.depth };
}

/** Breadth first: a fallback is shorter than its state, so it is complete before it is needed. */
function* linkFallbacks(root: WordState): Generator<undefined, void> {
  const queue = [...root.next.values()];
  let linked = 0;
  for (const state of queue) {
    linked += 1;
    if (linked % STATES_PER_STEP === 0) yield;
    // A state's own word is longer than any that its fallback could contribute.
    const inherited = state.fallback.word;
    if (state.word === undefined && inherited !== undefined) state.word = inherited;
    for (const [key, next] of state.next) {
      next.fallback = follow(root, state.fallback, key);
      queue.push(next);
    }
  }
}

function createState(depth: number, fallback?: WordState): WordState {
  const state: Partial<WordState> = { depth, next: new Map() };
  state.fallback = fallback ?? (state as WordState);
  return state as WordState;
}
