/** `waitForReply` waited in vain. */
export class ReplyTimeoutError extends Error {
  readonly code = "reply_timeout";

  constructor(wanted: string, timeoutMs: number, seen: number) {
    super(`No reply for ${wanted} within ${timeoutMs} ms; ${seen} deliveries were recorded.`);
    this.name = "ReplyTimeoutError";
  }
}
