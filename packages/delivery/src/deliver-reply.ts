import type { ReplyBody, SendOutcome } from "@dinglane/dingtalk";
import type { DeliveryResult } from "./delivery-result.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import type { Ledger } from "./ledger.ts";
import { replyBody } from "./reply-body.ts";
import type { Reply } from "./reply.ts";
import { sendPart } from "./send-part.ts";

/** A reply for the message that a ledger entry stands for. */
interface ReplyToDeliver {
  key: string;
  entry: LedgerEntry;
  reply: Reply;
  /** An apology is not the reply: it leaves `replied` and the parts alone. */
  as?: "reply" | "apology";
}

/** Sends what has not been sent of a reply, in order, recording each part. */
export type DeliverReply = (delivery: ReplyToDeliver) => Promise<DeliveryResult>;

/** Creates the sender. `onUnknown` counts sends whose answer was lost. */
export function createReplyDelivery(options: {
  ledger: Ledger;
  webhook: { send(sessionWebhook: string, body: ReplyBody): Promise<SendOutcome> };
  neutralText: string;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  onUnknown: () => void;
}): DeliverReply {
  const { ledger, webhook, neutralText, now, sleep } = options;

  return async ({ key, entry, reply, as = "reply" }) => {
    const { address } = entry;
    if (as === "reply" && entry.replied) return { status: "delivered" };
    if (address === undefined) return { status: "undeliverable", code: "webhook_refused" };

    for (const [index, text] of reply.parts.entries()) {
      if (as === "reply" && entry.sentParts.has(index)) continue;
      if (now() >= address.sessionWebhookExpiresAtMs)
        return { status: "undeliverable", code: "webhook_expired" };
      const result = await sendPart({
        text,
        body: (part) => replyBody(address, reply, index, part),
        neutralText,
        post: (body) => webhook.send(address.sessionWebhook, body),
        sleep,
        alreadyUnknown: as === "reply" && entry.unknownParts.has(index),
        async onUnknown() {
          options.onUnknown();
          if (as === "reply") await ledger.markUnknown(key, index);
        },
      });
      if (result.status !== "delivered") return result;
      if (as === "reply") await ledger.markSent(key, index, index === reply.parts.length - 1);
    }
    return { status: "delivered" };
  };
}
