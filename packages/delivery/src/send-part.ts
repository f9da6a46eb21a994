import { splitMarkdown, type ReplyBody, type SendOutcome } from "@dinglane/dingtalk";
import type { DeliveryResult } from "./delivery-result.ts";

/** Waits before the second, third and fourth try of a send that DingTalk was too busy for. */
const RETRY_AFTER_MS = [300, 1_000, 2_000];
/** How long a conversation is left alone after DingTalk said "too fast" (20 messages a minute, then a pause). */
const BACK_OFF_MS = 60_000;
/** How long to leave a send alone after the quick tries are used up. */
const POSTPONE_MS = 10_000;

/** Posts one body; the URL it posts to is the caller's secret. */
type Post = (body: ReplyBody) => Promise<SendOutcome>;

/** One text of a reply, and what is needed to send it. */
export interface PartToSend {
  text: string;
  body: (text: string) => ReplyBody;
  /** The words that stand in for a text that DingTalk's content check refuses. */
  neutralText: string;
  post: Post;
  sleep: (ms: number) => Promise<void>;
  /** Records that the text may have arrived, before it is sent again. */
  onUnknown: () => Promise<void>;
  /** A send of this text was already repeated: do not send it a third time. */
  alreadyUnknown: boolean;
}

/** Sends one text with its own small retry budget. A lost answer is repeated once; a text too long is halved. */
export async function sendPart(part: PartToSend): Promise<DeliveryResult> {
  let unknown = part.alreadyUnknown;
  for (let busy = 0; ;) {
    const outcome = await part.post(part.body(part.text));
    if (outcome.status === "sent") return { status: "delivered" };
    if (outcome.status === "unknown") {
      if (unknown) return { status: "delivered" };
      unknown = true;
      await part.onUnknown();
      continue;
    }
    if (outcome.action === "retry") {
      const waitMs = RETRY_AFTER_MS[busy++];
      if (waitMs === undefined) return postponed("dingtalk_busy", POSTPONE_MS, outcome.cause);
      await part.sleep(waitMs);
      continue;
    }
    return settleFailure(part, outcome);
  }
}

async function settleFailure(
  part: PartToSend,
  outcome: Extract<SendOutcome, { status: "failed" }>,
): Promise<DeliveryResult> {
  const facts = outcome.errcode === undefined ? {} : { errcode: outcome.errcode };
  switch (outcome.action) {
    case "back-off":
      return postponed("dingtalk_throttled", BACK_OFF_MS, outcome.cause);
    case "split":
      return sendHalves(part, facts);
    case "degrade":
      // The neutral text itself may be refused only if DingTalk refuses everything: do not go round in circles.
      if (part.text === part.neutralText)
        return { status: "undeliverable", code: "webhook_refused", ...facts };
      return sendPart({ ...part, text: part.neutralText });
    case "expired":
      return { status: "undeliverable", code: "webhook_expired", ...facts };
    case "retry":
    case "give-up":
      return { status: "undeliverable", code: "webhook_refused", ...facts, cause: outcome.cause };
  }
}

/** Below this a text is not what makes a body too long. */
const MIN_HALF_BYTES = 64;

async function sendHalves(part: PartToSend, facts: { errcode?: number }): Promise<DeliveryResult> {
  const halves = splitMarkdown(
    part.text,
    Math.max(MIN_HALF_BYTES, Math.ceil(Buffer.byteLength(part.text) / 2)),
  );
  if (halves.length < 2) return { status: "undeliverable", code: "webhook_refused", ...facts };
  for (const text of halves) {
    const result = await sendPart({ ...part, text });
    if (result.status !== "delivered") return result;
  }
  return { status: "delivered" };
}

const postponed = (
  code: "dingtalk_busy" | "dingtalk_throttled",
  retryAfterMs: number,
  cause: unknown,
): DeliveryResult => ({ status: "postponed", code, retryAfterMs, ...(cause === undefined ? {} : { cause }) });
