import type { ModelErrorKind } from "./model-error.ts";

/**
 * Error codes and types, in lower case, that are taken to say more than the HTTP status. They are collected from what
 * is written about OpenAI-compatible servers, not each provoked at a live one. A code that is not here, like the
 * vague "server_error", leaves the decision to the status.
 */
const kinds: Partial<Record<ModelErrorKind, readonly string[]>> = {
  context_too_long: [
    "context_length_exceeded",
    "string_above_max_length",
    "exceed_context_size_error",
    "1261",
  ],
  content_policy: [
    "content_filter",
    "content_policy_violation",
    "contentfilter",
    "moderation_blocked",
    "data_inspection_failed",
    "datainspectionfailed",
    "sensitive_words_detected",
    "1301",
  ],
  // Also an account that cannot pay, whatever the status: waiting does not help, the operator has to.
  refused_credentials: [
    "invalid_api_key",
    "invalidapikey",
    "account_deactivated",
    "insufficient_quota",
    "billing_hard_limit_reached",
    "exceeded_current_quota_error",
    "insufficient_user_quota",
    "arrearage",
    "1000",
    "1001",
    "1002",
    "1003",
    "1004",
    "1110",
    "1111",
    "1112",
    "1113",
    "1121",
  ],
  rate_limited: [
    "rate_limit_exceeded",
    "rate_limit_error",
    "rate_limit_reached_error",
    "1302",
    "1303",
    "1305",
  ],
};

const kindOf = new Map<string, ModelErrorKind>(
  Object.entries(kinds).flatMap(([kind, codes]) => codes.map((code) => [code, kind as ModelErrorKind])),
);

/** The kind that an upstream code or type stands for; undefined for one that is not in the table. */
export function kindOfUpstreamCode(code: string | undefined): ModelErrorKind | undefined {
  return code === undefined ? undefined : kindOf.get(code.toLowerCase());
}
