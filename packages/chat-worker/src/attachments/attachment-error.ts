/**
 * The file of a message could not be fetched now; another attempt may. A file that never will be is no error: its sender
 * is told in words.
 */
export class AttachmentError extends Error {
  override readonly name = "AttachmentError";
  readonly code = "attachment_unavailable";
  readonly retryAfterMs: number | undefined;

  constructor(cause: unknown, retryAfterMs?: number) {
    super("the file of a message could not be fetched", { cause });
    this.retryAfterMs = retryAfterMs;
  }
}
