import type { SendAction } from "@dinglane/dingtalk";
import type { DeliveryResult } from "./delivery-result.ts";

/** What became of one post, by whichever road; or that there is nothing more to try for now. */
export type PostOutcome =
  | { status: "sent" }
  | { status: "unknown"; cause: Error }
  | { status: "failed"; action: SendAction; errcode?: number; cause?: Error }
  | Exclude<DeliveryResult, { status: "delivered" }>;
