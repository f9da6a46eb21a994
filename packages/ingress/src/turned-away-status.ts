/** HTTP's word for a callback that is not DingTalk's, or not what DingTalk sends. docs/errors.md says what each means. */
export const REJECTED_STATUS = {
  missing: 401,
  stale: 401,
  forged: 401,
  malformed: 400,
  strange_webhook: 400,
  // Nobody is there to read it.
  aborted: 400,
  too_large: 413,
};

export type RejectionReason = keyof typeof REJECTED_STATUS;

/** The same for a message that Redis did not take, or may not have taken. */
export const UNAVAILABLE_STATUS = { not_taken: 503, no_answer: 503 };

export type UnavailableReason = keyof typeof UNAVAILABLE_STATUS;
