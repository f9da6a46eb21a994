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
  /** It will never arrive this way. */
  | {
      status: "undeliverable";
      code: "webhook_expired" | "webhook_refused";
      errcode?: number;
      cause?: unknown;
    };
