/**
 * Thrown by a processor that has done its work but cannot hand it over yet: the job pauses so long, keeping its place
 * in the lane and its attempts, however often. `code` says why, for logs; the message must hold no user text.
 */
export class Postpone extends Error {
  readonly code: string;
  readonly retryAfterMs: number;

  constructor(code: string, retryAfterMs: number, options?: ErrorOptions) {
    super(code, options);
    this.name = "Postpone";
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
