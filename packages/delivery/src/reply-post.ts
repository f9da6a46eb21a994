import type { ReplyBody, SendOutcome } from "@dinglane/dingtalk";
import type { OpenApiRoad } from "./openapi/openapi-road.ts";
import { NoOtherRoad } from "./openapi/reply-target.ts";
import type { PostOutcome } from "./post-outcome.ts";
import type { ReplyAddress } from "./reply-address.ts";

/** So near its end a webhook may be gone when the post arrives: clocks differ, and a post may take 5 s. */
const NEAR_END_MS = 10_000;

/**
 * Creates what posts the parts of one reply: to the sessionWebhook, and by OpenAPI once that has ended or is about to.
 * Whom the OpenAPI cannot reach is written to by webhook to its very end.
 */
export function createReplyPost(options: {
  address: ReplyAddress;
  /** DingTalk has said so before. */
  webhookEnded: boolean;
  webhook: { send(sessionWebhook: string, body: ReplyBody): Promise<SendOutcome> };
  openApi: OpenApiRoad;
  now: () => number;
  /** Whether we still have the right to send; asked before each post. */
  mayPost: () => Promise<boolean>;
  /** The same, where token and turn may have taken longer than a lease that was just taken lasts. */
  renewLease: () => Promise<boolean>;
}): (body: ReplyBody) => Promise<PostOutcome> {
  const { address, webhook, openApi, now, mayPost, renewLease } = options;
  const other = openApi.reach(address);
  const isReachable = !(other instanceof NoOtherRoad);
  const webhookEndsAtMs = address.sessionWebhookExpiresAtMs - (isReachable ? NEAR_END_MS : 0);
  let { webhookEnded } = options;

  return async (body) => {
    if (!webhookEnded && now() < webhookEndsAtMs) {
      if (!(await mayPost())) return { status: "taken" };
      const outcome = await webhook.send(address.sessionWebhook, body);
      if (outcome.status !== "failed" || outcome.action !== "expired") return outcome;
      webhookEnded = true;
    }
    if (!isReachable) return { status: "undeliverable", code: "webhook_expired", cause: other };
    // The call cannot mention anybody: the line that does so in the text is all there is.
    if (body.msgtype === "markdown") return openApi.send(other, body.markdown, renewLease);
    return { status: "undeliverable", code: "openapi_refused" };
  };
}
