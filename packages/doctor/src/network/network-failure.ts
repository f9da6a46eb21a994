/** Why a server could not be reached. */
export type NetworkReason =
  | "connection_refused"
  | "name_unknown"
  | "dns_silent"
  | "no_route"
  | "silent"
  | "cut"
  | "certificate_expired"
  | "certificate_self_signed"
  | "certificate_untrusted"
  | "certificate_incomplete"
  | "certificate_of_another_name"
  | "no_tls"
  | "too_slow"
  | "other";

export interface NetworkFailure {
  reason: NetworkReason;
  /** With `other`, where there is one: Node's code, "EPROTO". */
  errno?: string;
}

const REASONS: Readonly<Record<string, NetworkReason>> = {
  ECONNREFUSED: "connection_refused",
  ENOTFOUND: "name_unknown",
  EAI_AGAIN: "dns_silent",
  EHOSTUNREACH: "no_route",
  ENETUNREACH: "no_route",
  ETIMEDOUT: "silent",
  UND_ERR_CONNECT_TIMEOUT: "silent",
  ECONNRESET: "cut",
  EPIPE: "cut",
  UND_ERR_SOCKET: "cut",
  CERT_HAS_EXPIRED: "certificate_expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "certificate_self_signed",
  SELF_SIGNED_CERT_IN_CHAIN: "certificate_untrusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "certificate_untrusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "certificate_incomplete",
  ERR_TLS_CERT_ALTNAME_INVALID: "certificate_of_another_name",
  ERR_SSL_WRONG_VERSION_NUMBER: "no_tls",
};

const DEEPEST = 6;

/** By the codes that Node puts on errors and their causes. */
export function networkFailureOf(error: unknown): NetworkFailure {
  const chain = chainOf(error, DEEPEST);
  const codes = codesIn(chain);
  for (const code of codes) {
    const reason = REASONS[code];
    if (reason !== undefined) return { reason };
  }
  if (chain.some(({ name }) => name === "AbortError" || name === "TimeoutError"))
    return { reason: "too_slow" };
  return { reason: "other", ...(codes[0] !== undefined && { errno: codes[0] }) };
}

/** The error first, then what is behind it: `cause`, and the attempts of an AggregateError. */
function chainOf(error: unknown, depth: number): Error[] {
  if (!(error instanceof Error) || depth === 0) return [];
  const attempts: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...attempts].flatMap((next) => chainOf(next, depth - 1))];
}

function codesIn(chain: readonly Error[]): string[] {
  return chain.flatMap((each) =>
    "code" in each && typeof each.code === "string" && /^[A-Z][A-Z0-9_]{2,60}$/.test(each.code)
      ? [each.code]
      : [],
  );
}
