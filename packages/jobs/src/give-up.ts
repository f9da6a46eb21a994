/**
 * Thrown by a processor that knows no retry can help: the job fails at once, and for good.
 * `code` becomes the failure recorded on the receipt; the message must hold no user text and no URL.
 */
export class GiveUp extends Error {
  readonly code: string;

  constructor(code: string, options?: { cause?: unknown; message?: string }) {
    super(options?.message ?? code, options && "cause" in options ? { cause: options.cause } : undefined);
    this.name = "GiveUp";
    this.code = code;
  }
}
