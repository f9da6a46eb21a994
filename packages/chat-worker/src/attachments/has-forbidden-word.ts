import { setImmediate as nextLoopTurn } from "node:timers/promises";
import type { WordFilter } from "@dinglane/settings";

/** A text of this length is looked through in a few milliseconds. */
const PIECE_LENGTH = 4_000;

/** Whether a text of any length holds a forbidden word, also across pieces; other work goes on in between. */
export async function hasForbiddenWord(
  text: string,
  words: Pick<WordFilter, "createStreamMask">,
  signal: AbortSignal,
): Promise<boolean> {
  const mask = words.createStreamMask();
  let seen = 0;
  /** What the mask lets through is the text itself, unless there was something to mask. */
  const isUnchanged = (shown: string): boolean => text.startsWith(shown, seen);
  for (let at = 0; at < text.length; at += PIECE_LENGTH) {
    const shown = mask.push(text.slice(at, at + PIECE_LENGTH));
    if (!isUnchanged(shown)) return true;
    seen += shown.length;
    await nextLoopTurn();
    signal.throwIfAborted();
  }
  return !isUnchanged(mask.end());
}
