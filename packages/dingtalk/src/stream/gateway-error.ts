/** What may go wrong in opening a connection; docs/errors.md says what each one means. */
export const GATEWAY_ERROR_CODES = [
  "unauthorized",
  "refused",
  "malformed",
  "not_reached",
  "timeout",
  "handshake_failed",
] as const;

export type GatewayErrorCode = (typeof GATEWAY_ERROR_CODES)[number];

/** A connection that was not opened. Ticket, secret and the endpoint's query are nowhere in here. */
export class GatewayError extends Error {
  readonly code: GatewayErrorCode;
  readonly status: number | undefined;

  constructor(code: GatewayErrorCode, facts: { status?: number; detail?: string; cause?: unknown } = {}) {
    const status = facts.status === undefined ? "" : ` (HTTP ${facts.status})`;
    const detail = facts.detail === undefined ? "" : `: ${facts.detail}`;
    super(
      `stream gateway: ${code}${status}${detail}`,
      facts.cause === undefined ? undefined : { cause: facts.cause },
    );
    this.name = "GatewayError";
    this.code = code;
    this.status = facts.status;
  }
}
