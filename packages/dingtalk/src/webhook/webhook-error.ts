/** Why a post was not confirmed. */
export type WebhookErrorCode =
  | "invalid_url"
  | "not_reached"
  | "timeout"
  | "connection_lost"
  | "answer_lost"
  | "redirected"
  | "http_status"
  | "not_json"
  | "no_errcode"
  | "blocked"
  | "refused";

/** A post to a sessionWebhook that was not confirmed. The URL is a bearer secret: it is nowhere in here. */
export class WebhookError extends Error {
  readonly code: WebhookErrorCode;
  readonly httpStatus: number | undefined;
  readonly errcode: number | undefined;

  constructor(
    code: WebhookErrorCode,
    facts: { httpStatus?: number | undefined; errcode?: number | undefined; cause?: unknown } = {},
  ) {
    const details = [
      facts.httpStatus === undefined ? "" : ` (HTTP ${facts.httpStatus})`,
      facts.errcode === undefined ? "" : ` (errcode ${facts.errcode})`,
    ].join("");
    super(
      `sessionWebhook: ${code}${details}`,
      facts.cause === undefined ? undefined : { cause: facts.cause },
    );
    this.name = "WebhookError";
    this.code = code;
    this.httpStatus = facts.httpStatus;
    this.errcode = facts.errcode;
  }
}
