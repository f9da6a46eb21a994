/** Why nothing, or not all, was fetched; docs/errors.md says what each one means. */
export const GUARD_ERROR_CODES = [
  "bad_url",
  "private_address",
  "not_reached",
  "timeout",
  "aborted",
  "http_status",
  "too_large",
  "cut_off",
] as const;

export type GuardErrorCode = (typeof GUARD_ERROR_CODES)[number];

const SENTENCES: Record<GuardErrorCode, string> = {
  bad_url: "The URL is none that is fetched",
  private_address: "The host has no public address",
  not_reached: "The host could not be reached",
  timeout: "The file did not come in time",
  aborted: "The fetch was aborted",
  http_status: "The host did not answer with the file",
  too_large: "The file is larger than allowed",
  cut_off: "The file broke off",
};

/** Its message holds neither URL nor host: those that are fetched here are often secrets. */
export class GuardError extends Error {
  override readonly name = "GuardError";
  readonly code: GuardErrorCode;
  /** Where there was an answer. A redirect is one: none is followed. */
  readonly status: number | undefined;

  constructor(code: GuardErrorCode, facts: { status?: number; cause?: unknown } = {}) {
    const { status, cause } = facts;
    const suffix = status === undefined ? "" : ` (HTTP ${status})`;
    super(`${SENTENCES[code]}${suffix}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
  }
}
