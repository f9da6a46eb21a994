import type { ReplyBody } from "@dinglane/dingtalk";
import type { DeliveryResult } from "./delivery-result.ts";
import type { PostOutcome } from "./post-outcome.ts";

/** Waits before the second, third and fourth try of a send that DingTalk was too busy for. */
const RETRY_AFTER_MS = [300, 1_000, 2_000];
/** A gateway that lost one answer is likely to lose the next one too if it is asked at once. */
const REPEAT_UNKNOWN_AFTER_MS = 1_500;
/** How long a conversation is left alone after DingTalk said "too fast" (20 messages a minute, then a pause). */
const BACK_OFF_MS = 60_000;
/** How long to leave a send alone after the quick tries are used up. */
const POSTPONE_MS = 10_000;

/** Posts one body; the URL it posts to is the caller's secret. `taken`: somebody else sends for this message now. */
type Post = (body: ReplyBody) => Promise<PostOutcome>;

/** One text of a reply, and what is needed to send it. */
export interface PartToSend {
  text: string;
  body: (text: string) => ReplyBody;
  /** The words that stand in for a text that DingTalk's content check refuses. */
  neutralText: string;
  post: Post;
  sleep: (ms: number) => Promise<void>;
  /** Records that the text may have arrived; called before it is sent again, and when the repeat had no answer either. */
  onUnknown: (times: 1 | 2) => Promise<void>;
  /** A send of this text was already repeated: do not send it a third time. */
  alreadyUnknown: boolean;
}

type Failed = Extract<PostOutcome, { status: "failed" }>;

/** Sends one text with its own small retry budget. A lost answer is repeated once. */
export async function sendPart(part: PartToSend): Promise<DeliveryResult | { status: "too-long" }> {
  let unknown = part.alreadyUnknown;
  for (let busy = 0; ;) {
    const outcome = await part.post(part.body(part.text));
    if (outcome.status === "sent") return { status: "delivered" };
    if (outcome.status === "unknown") {
      await part.onUnknown(unknown ? 2 : 1);
      if (unknown) return { status: "delivered" };
      unknown = true;
      await part.sleep(REPEAT_UNKNOWN_AFTER_MS);
    } else if (outcome.status !== "failed") {
      return outcome;
    } else if (outcome.action === "retry") {
      const waitMs = RETRY_AFTER_MS[busy++];
      if (waitMs === undefined) return postponed("dingtalk_busy", POSTPONE_MS, outcome);
      await part.sleep(waitMs);
    } else {
      return settleFailure(part, outcome);
    }
  }
}

async function settleFailure(
  part: PartToSend,
  failed: Failed,
): Promise<DeliveryResult | { status: "too-long" }> {
  const { errcode, cause } = failed;
  const facts = { ...(errcode === undefined ? {} : { errcode }), ...(cause === undefined ? {} : { cause }) };
  const refused: DeliveryResult = { status: "undeliverable", code: "webhook_refused", ...facts };
  switch (failed.action) {
    case "back-off":
      return postponed("dingtalk_throttled", BACK_OFF_MS, failed);
    case "split":
      return { status: "too-long" };
    case "degrade":
      // The neutral text itself may be refused only if DingTalk refuses everything: do not go round in circles.
      return part.text === part.neutralText ? refused : sendPart({ ...part, text: part.neutralText });
    case "expired":
      return { status: "undeliverable", code: "webhook_expired", ...facts };
    case "retry":
    case "give-up":
      return refused;
  }
}

const postponed = (
  code: "dingtalk_busy" | "dingtalk_throttled",
  retryAfterMs: number,
  { cause }: Failed,
): DeliveryResult => ({ status: "postponed", code, retryAfterMs, ...(cause === undefined ? {} : { cause }) });
