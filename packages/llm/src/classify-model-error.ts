import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from "openai";
import { ModelError, type ModelErrorKind } from "./model-error.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { kindOfUpstreamCode } from "./upstream-codes.ts";

/** Decides by class, code and status, never by message; the original stays as the cause. */
export function classifyModelError(error: unknown, nowMs: number): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof APIUserAbortError) return new ModelError("aborted", { cause: error });
  if (error instanceof APIConnectionTimeoutError) return new ModelError("timeout", { cause: error });
  if (error instanceof APIConnectionError || !(error instanceof APIError)) {
    // What is left beside the API's own errors is a connection or a stream that broke.
    return new ModelError("unavailable", { cause: error, upstreamCode: connectionCode(error) });
  }
  const code = identifier(error.code);
  const type = identifier(error.type);
  const status = error.status ?? statusFromCode(code);
  const kind = kindOfUpstreamCode(code) ?? kindOfUpstreamCode(type) ?? kindOfStatus(status);
  return new ModelError(kind, {
    cause: error,
    status,
    upstreamCode: code ?? type,
    retryAfterMs: parseRetryAfter(error.headers, nowMs),
  });
}

function kindOfStatus(status: number | undefined): ModelErrorKind {
  if (status === undefined || status >= 500) return "unavailable";
  switch (status) {
    case 401:
    case 402:
    case 403:
      return "refused_credentials";
    case 408:
      return "timeout";
    case 409:
      return "unavailable";
    case 413:
      return "context_too_long";
    case 429:
      return "rate_limited";
    default:
      return "bad_request";
  }
}

/** Servers put numbers here, and now and then prose; only what cannot carry a sentence is taken. */
function identifier(value: unknown): string | undefined {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && /^[\w.:-]{1,64}$/.test(text) ? text : undefined;
}

/** Gateways that fail in the middle of a stream give the HTTP status as the code. */
function statusFromCode(code: string | undefined): number | undefined {
  return code !== undefined && /^[45]\d\d$/.test(code) ? Number(code) : undefined;
}

const DEEPEST_CAUSE = 6;

/** What the system, undici or a proxy calls it: ECONNREFUSED, UND_ERR_SOCKET, proxy_failed. The innermost knows best. */
function connectionCode(error: unknown): string | undefined {
  let found: string | undefined;
  let current = error;
  for (let depth = 0; current instanceof Error && depth < DEEPEST_CAUSE; depth++) {
    found = identifier((current as NodeJS.ErrnoException).code) ?? found;
    current = current.cause;
  }
  return found;
}
