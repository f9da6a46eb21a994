/**
 * Why jobs fail, as docs/errors.md lists it: codes of ours, which say nothing that anybody wrote. A test compares the two; a
 * code that is missing here is masked for viewers.
 */
export const FAILURE_CODES: ReadonlySet<string> = new Set([
  "model_rate_limited",
  "model_unavailable",
  "model_timeout",
  "model_empty",
  "model_refused_credentials",
  "model_context_too_long",
  "model_content_policy",
  "model_bad_request",
  "model_aborted",
  "webhook_expired",
  "webhook_refused",
  "openapi_refused",
  "openapi_unavailable",
  "picture_refused",
  "picture_undeliverable",
  "attachment_unavailable",
  "erasure_unfinished",
  "malformed_job",
  "stalled",
  "removed",
  "ledger_entry_gone",
  "unexpected",
]);
