import { cardTextOf } from "@dinglane/reply-worker";
import type { WordFilter } from "@dinglane/settings";

/**
 * Creates what makes an answer that is still being written fit to be seen on a card. A forbidden word does not show while
 * it comes in pieces: what may become one is held back. What a full card shows is worked out once.
 */
export function createCardRender(words: Pick<WordFilter, "createStreamMask">): (wholeText: string) => string {
  let mask = words.createStreamMask();
  let [read, masked] = ["", ""];
  let fullCard: string | undefined;
  return (wholeText) => {
    // What came before turned out to be reasoning, or the model is asked once more.
    if (!wholeText.startsWith(read)) {
      mask = words.createStreamMask();
      [read, masked] = ["", ""];
      fullCard = undefined;
    }
    if (fullCard !== undefined) return fullCard;
    masked += mask.push(wholeText.slice(read.length));
    read = wholeText;
    const { text, rest } = cardTextOf(masked);
    if (rest !== "") fullCard = text;
    return text;
  };
}
