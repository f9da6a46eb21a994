/** Why a call was not confirmed; docs/errors.md says what each one means. */
export const OPENAPI_ERROR_CODES = [
  "refused",
  "blocked",
  "http_status",
  "malformed",
  "answer_lost",
  "not_reached",
  "connection_lost",
  "timeout",
] as const;

export type OpenApiErrorCode = (typeof OPENAPI_ERROR_CODES)[number];

interface Facts {
  httpStatus?: number | undefined;
  /** DingTalk's own code or errcode. */
  apiCode?: string | undefined;
  /** The permissions that it misses, where it says so. */
  requiredScopes?: readonly string[] | undefined;
  cause?: unknown;
}

/**
 * A call that was not confirmed. Tokens, secrets, what was sent and DingTalk's prose, which may quote it, are nowhere in
 * here: of an answer only plain codes are taken over.
 */
export class OpenApiError extends Error {
  readonly code: OpenApiErrorCode;
  /** The call, as metrics name it. */
  readonly api: string;
  readonly status: number | undefined;
  readonly apiCode: string | undefined;

  constructor(api: string, code: OpenApiErrorCode, facts: Facts = {}) {
    const { httpStatus, apiCode, requiredScopes = [], cause } = facts;
    const details = [
      apiCode === undefined ? "" : `: ${apiCode}`,
      httpStatus === undefined ? "" : ` (HTTP ${httpStatus})`,
      requiredScopes.length === 0 ? "" : `, missing ${requiredScopes.join(", ")}`,
    ].join("");
    super(`DingTalk API ${api}: ${code}${details}`, cause === undefined ? undefined : { cause });
    this.name = "OpenApiError";
    this.code = code;
    this.api = api;
    this.status = httpStatus;
    this.apiCode = apiCode;
  }
}
