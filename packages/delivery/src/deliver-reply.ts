import type { ReplyBody, SendOutcome } from "@dinglane/dingtalk";
import type { BackOff } from "./back-off.ts";
import { isUnfinished } from "./cards/card-state.ts";
import type { DeliverOnCard } from "./cards/deliver-on-card.ts";
import type { DeliveryResult } from "./delivery-result.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import type { Ledger } from "./ledger.ts";
import type { OpenApiRoad } from "./openapi/openapi-road.ts";
import { createReplyPost } from "./reply-post.ts";
import { replyBody } from "./reply-body.ts";
import type { Reply } from "./reply.ts";
import { sendPart } from "./send-part.ts";
import type { Sender } from "./sender.ts";
import { splitPart } from "./split-part.ts";

/** A reply for the message that a ledger entry stands for. */
interface ReplyToDeliver {
  key: string;
  /** Holds the lease on the entry, which is renewed before each post. */
  sender: Sender;
  /** As the lease gave it. */
  entry: LedgerEntry;
  reply: Reply;
  /** An apology is not the reply: it leaves `replied` and the parts alone. */
  as?: "reply" | "apology";
}

/** Sends what has not been sent of a reply, in order, recording each part. */
export type DeliverReply = (delivery: ReplyToDeliver) => Promise<DeliveryResult>;

/** Creates the sender. `onUnknown` hears of sends whose answer was lost: the first, or the repeat as well. */
export function createReplyDelivery(options: {
  ledger: Pick<Ledger, "lease" | "markSent" | "markUnknown" | "replaceReply">;
  webhook: { send(sessionWebhook: string, body: ReplyBody): Promise<SendOutcome> };
  /** Where a reply goes when its webhook has ended. */
  openApi: OpenApiRoad;
  /** Where a reply goes first, when its message has a card. */
  deliverOnCard: DeliverOnCard;
  /** Shared by all processes: one message that DingTalk finds too many holds back the conversation's others. */
  backOff: BackOff;
  neutralText: string;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  onUnknown: (key: string, times: 1 | 2) => void;
}): DeliverReply {
  const { ledger, webhook, openApi, backOff, neutralText, now, sleep } = options;

  return async ({ key, sender, entry, reply, as = "reply" }) => {
    const { address } = entry;
    const isReply = as === "reply";
    if (isReply && entry.replied) return { status: "delivered" };
    if (address === undefined) return { status: "undeliverable", code: "webhook_refused" };

    let leased = true;
    const renewLease = async (): Promise<boolean> => {
      leased = false;
      // Whoever is handed the job goes on with the next part, and must not meet one that is still under way.
      if (sender.signal?.aborted === true) return false;
      const latest = await ledger.lease(key, sender);
      if (latest === "taken") return false;
      // Whoever took over from a run that was frozen may be done by now, and its lease over.
      return !(isReply && latest?.replied === true);
    };

    let current = reply;
    const { card } = entry;
    // With `left` it has begun to go as messages.
    if (isUnfinished(card) && card.state !== "left") {
      const mayPost = renewLease;
      const onCard = await options.deliverOnCard({ key, entry, card, address, reply, as, mayPost });
      if (onCard.status !== "messages") return onCard;
      current = onCard.reply;
    }

    const { conversation } = address;
    const waitMs = conversation === undefined ? 0 : await backOff.remainingMs(conversation);
    if (waitMs > 0) return { status: "postponed", code: "dingtalk_throttled", retryAfterMs: waitMs };

    const mayPost = async (): Promise<boolean> => {
      if (!leased || sender.signal?.aborted === true) return renewLease();
      leased = false;
      return true;
    };
    const webhookEnded = entry.failure === "webhook_expired";
    const post = createReplyPost({ address, webhookEnded, webhook, openApi, now, mayPost, renewLease });

    for (let index = 0; index < current.parts.length;) {
      if (isReply && entry.sentParts.has(index)) {
        index++;
        continue;
      }
      const sending = { reply: current, index };
      const result = await sendPart({
        text: current.parts[index] ?? "",
        body: (text) => replyBody(address, sending.reply, sending.index, text),
        neutralText,
        post,
        sleep,
        alreadyUnknown: isReply && current === reply && entry.unknownParts.has(index),
        async onUnknown(times) {
          options.onUnknown(key, times);
          if (isReply && times === 1) await ledger.markUnknown(key, sending.index);
        },
      });
      if (result.status === "too-long") {
        const smaller = splitPart(current, index);
        if (smaller === undefined) return { status: "undeliverable", code: "webhook_refused" };
        if (isReply) await ledger.replaceReply(key, smaller);
        current = smaller;
        continue;
      }
      if (result.status !== "delivered") {
        const isTooFast = result.status === "postponed" && result.code === "dingtalk_throttled";
        if (isTooFast && conversation !== undefined) await backOff.begin(conversation, result.retryAfterMs);
        return result;
      }
      if (isReply) await ledger.markSent(key, index, index === current.parts.length - 1);
      index++;
    }
    return { status: "delivered" };
  };
}
