/** A question and its answer. Both sides have names here, so no role can be mistaken on the way back. */
export interface Turn {
  question: string;
  answer: string;
}
