export type LaunchErrorCode = "port_taken" | "not_up" | "redis_unreachable";

/** Dinglane cannot be started; the message tells a person what to do. */
export class LaunchError extends Error {
  override readonly name = "LaunchError";
  readonly code: LaunchErrorCode;

  constructor(code: LaunchErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
