/** What became of sending a reply. */
export type DeliveryResult =
  /** Every part was confirmed, or sent twice without an answer. */
  | { status: "delivered" }
  /** Somebody else is sending for this message at this moment. */
  | { status: "taken" }
  /** DingTalk cannot take it now; it may later. */
  | {
      status: "postponed";
      code: "dingtalk_busy" | "dingtalk_throttled";
      retryAfterMs: number;
      cause?: unknown;
    }
  /** It will never arrive this way; or, with `openapi_unavailable`, not before somebody has mended something. */
  | {
      status: "undeliverable";
      code: "webhook_expired" | "webhook_refused" | "openapi_refused" | "openapi_unavailable";
      errcode?: number;
      retryAfterMs?: number;
      cause?: unknown;
    };
