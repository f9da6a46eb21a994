/** A question and its answer. Both sides have names here, so no role can be mistaken on the way back. */
export interface Turn {
  question: string;
  answer: string;
  /**
   * What both take in a prompt, counted once when the turn was new. One that is longer than a whole context by itself
   * need not be counted to its end.
   */
  tokens: number;
}
