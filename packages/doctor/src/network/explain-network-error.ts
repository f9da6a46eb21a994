const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there (connection refused)",
  ENOTFOUND: "the name is not known to DNS",
  EAI_AGAIN: "DNS does not answer",
  EHOSTUNREACH: "there is no route to it",
  ENETUNREACH: "there is no route to it",
  ETIMEDOUT: "it does not answer",
  UND_ERR_CONNECT_TIMEOUT: "it does not answer",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  UND_ERR_SOCKET: "the connection was cut",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is signed by an authority that this machine does not trust",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "its certificate is signed by an authority that this machine does not trust",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate comes without the authority's in between",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS on that port",
};

const DEEPEST = 6;

/** Why a server could not be reached, in words, by the codes that Node puts on errors and their causes. */
export function explainNetworkError(error: unknown): string {
  const codes = codesIn(error, DEEPEST);
  for (const code of codes) {
    const words = WORDS[code];
    if (words !== undefined) return words;
  }
  if (namesIn(error, DEEPEST).some((name) => name === "AbortError" || name === "TimeoutError")) {
    return "it does not answer in time";
  }
  return codes[0] === undefined ? "the connection failed" : `the connection failed (${codes[0]})`;
}

/** The error first, then what is behind it: `cause`, and the attempts of an AggregateError. */
function chainOf(error: unknown, depth: number): Error[] {
  if (!(error instanceof Error) || depth === 0) return [];
  const attempts: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error, ...[error.cause, ...attempts].flatMap((next) => chainOf(next, depth - 1))];
}

function codesIn(error: unknown, depth: number): string[] {
  return chainOf(error, depth).flatMap((each) =>
    "code" in each && typeof each.code === "string" && /^[A-Z][A-Z0-9_]{2,60}$/.test(each.code)
      ? [each.code]
      : [],
  );
}

function namesIn(error: unknown, depth: number): string[] {
  return chainOf(error, depth).map(({ name }) => name);
}
