import type { ApiAction } from "./api-action.ts";
import type { OpenApiError } from "./openapi-error.ts";

/**
 * What became of one call. `unknown`: it may have been carried out, nobody can tell.
 * `waitMs`: how long DingTalk, or what stands before it, wants to be left alone.
 */
export type ApiOutcome<T> =
  | { status: "done"; value: T }
  | { status: "unknown"; cause: OpenApiError }
  | { status: "failed"; action: ApiAction; waitMs?: number; cause: OpenApiError };

/** The outcomes that have no value. */
export type ApiFailure = Exclude<ApiOutcome<never>, { status: "done" }>;
