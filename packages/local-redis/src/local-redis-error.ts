export type LocalRedisErrorCode =
  | "unreachable"
  | "not_found"
  | "install_failed"
  | "image_unavailable"
  | "port_taken"
  | "data_dir_in_use"
  | "data_dir_unusable"
  | "exited"
  | "not_ready";

/** Redis could not be found, installed or started; the message says what a person can do about it. */
export class LocalRedisError extends Error {
  override readonly name = "LocalRedisError";
  readonly code: LocalRedisErrorCode;

  constructor(code: LocalRedisErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
