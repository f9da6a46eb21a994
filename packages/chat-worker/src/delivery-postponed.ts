/** DingTalk could not take the reply now; the completion is committed, so another attempt only sends. */
export class DeliveryPostponed extends Error {
  override readonly name = "DeliveryPostponed";
  readonly code: string;
  readonly retryAfterMs: number;

  constructor(code: string, retryAfterMs: number, options?: ErrorOptions) {
    super(`the reply is committed but DingTalk could not take it (${code})`, options);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
