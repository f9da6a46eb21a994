import type { TokenUsage } from "./chat-model.ts";

/** What went wrong at the model, in the classes that a caller acts on. */
export type ModelErrorKind =
  | "rate_limited"
  | "unavailable"
  | "timeout"
  | "aborted"
  | "refused_credentials"
  | "context_too_long"
  | "content_policy"
  | "bad_request"
  | "empty";

const sentences: Record<ModelErrorKind, string> = {
  rate_limited: "The model server limits the rate of requests",
  unavailable: "The model server could not be reached, failed, or broke off its answer",
  timeout: "The model server did not answer in time",
  aborted: "The request to the model was aborted",
  refused_credentials: "The model server refused the key or the account",
  context_too_long: "The prompt is longer than the model takes",
  content_policy: "The model server refused the content",
  bad_request: "The model server refused the request",
  empty: "The model ended without saying anything",
};

const retryableKinds: ReadonlySet<ModelErrorKind> = new Set([
  "rate_limited",
  "unavailable",
  "timeout",
  "empty",
]);

export interface ModelErrorDetails {
  cause?: unknown;
  /** Overrides what follows from the kind. */
  retryable?: boolean;
  /** What the server asked us to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** HTTP status, where there was an answer. */
  status?: number | undefined;
  /** The server's own code, or the connection's, only when it is a plain identifier. */
  upstreamCode?: string | undefined;
  /** What the call cost all the same, where the server said so. */
  usage?: TokenUsage | undefined;
}

/**
 * The one error of this package. Its message is ours alone: what the server wrote may quote the question, so it
 * stays in `cause`.
 */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly kind: ModelErrorKind;
  /** `model_` + kind, for failure reasons and metrics. */
  readonly code: `model_${ModelErrorKind}`;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  readonly status?: number;
  readonly upstreamCode?: string;
  readonly usage?: TokenUsage;

  constructor(kind: ModelErrorKind, details: ModelErrorDetails = {}) {
    const { cause, retryAfterMs, status, upstreamCode, usage } = details;
    const facts = [status === undefined ? "" : `HTTP ${status}`, upstreamCode ?? ""]
      .filter(Boolean)
      .join(", ");
    super(
      facts === "" ? sentences[kind] : `${sentences[kind]} (${facts})`,
      cause === undefined ? undefined : { cause },
    );
    this.kind = kind;
    this.code = `model_${kind}`;
    this.retryable = details.retryable ?? retryableKinds.has(kind);
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs;
    if (status !== undefined) this.status = status;
    if (upstreamCode !== undefined) this.upstreamCode = upstreamCode;
    if (usage !== undefined) this.usage = usage;
  }
}
