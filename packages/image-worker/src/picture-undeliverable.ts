/** There is a picture, but no way to show it now. Its code is a failure of the job: see docs/errors.md. */
export class PictureUndeliverable extends Error {
  readonly code = "picture_undeliverable";
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number, cause: Error | undefined) {
    super(
      "DingTalk did not take the picture, and no link could be made",
      cause === undefined ? {} : { cause },
    );
    this.name = "PictureUndeliverable";
    this.retryAfterMs = retryAfterMs;
  }
}
