/** Whether a text is meant for people, as far as one can tell while it comes. */
type IsMeant = (wholeText: string) => boolean;

/**
 * Some servers leave out the tag that opens a model's reasoning: only the closing one tells that all the text before it was
 * that, and the text starts anew. Whose model has done so once is believed only after it has done so again.
 */
export function createReasoningHabit(): { follow(): IsMeant } {
  let thinksAloud = false;
  return {
    follow() {
      let [before, startedAnew] = ["", false];
      return (wholeText) => {
        startedAnew ||= !wholeText.startsWith(before);
        thinksAloud ||= startedAnew;
        before = wholeText;
        return !thinksAloud || startedAnew;
      };
    },
  };
}
