import { inspect } from "node:util";
import type { SendOutcome } from "./send-outcome.ts";
import { WebhookError } from "./webhook-error.ts";

/** Codes of Node and undici that are known to come before the first byte of a request. TLS refusals are found by prefix. */
const BEFORE_REQUEST = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "ENOTFOUND",
  "EAI_AGAIN",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
]);
/** How many causes to look through: fetch wraps a system error once or twice. */
const MAX_CAUSES = 5;

/** What a failed fetch says about a send: not reached for certain, else it may have arrived. */
export function classifyFailure(error: unknown, url: string, isTimeout: boolean): SendOutcome {
  const causes = causesOf(error);
  const cause = causes.findLast((candidate) => candidate instanceof Error && !mentions(candidate, url));
  if (isTimeout) return { status: "unknown", cause: new WebhookError("timeout", { cause }) };
  const isBeforeRequest = causes.some((candidate) => {
    const code = codeOf(candidate);
    return (
      code !== undefined &&
      (BEFORE_REQUEST.has(code) ||
        /^ERR_TLS_|^ERR_SSL_.*(?:WRONG_VERSION_NUMBER|HANDSHAKE_FAILURE)$/.test(code))
    );
  });
  if (!isBeforeRequest) return { status: "unknown", cause: new WebhookError("connection_lost", { cause }) };
  return { status: "failed", action: "retry", cause: new WebhookError("not_reached", { cause }) };
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  for (let at = error; at !== undefined && causes.length < MAX_CAUSES;) {
    causes.push(at);
    at = at instanceof Error ? at.cause : undefined;
  }
  return causes;
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;

/** Whether an error shows the URL, or the query that is the secret in it, anywhere: message, causes or fields. */
function mentions(error: unknown, url: string): boolean {
  const shown = inspect(error, { depth: 10, showHidden: true, maxStringLength: null, breakLength: Infinity });
  const query = URL.parse(url)?.search.slice(1) ?? "";
  return shown.includes(url) || (query !== "" && shown.includes(query));
}
