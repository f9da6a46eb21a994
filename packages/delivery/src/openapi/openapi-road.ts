import {
  fitsMsgParam,
  sendApiOf,
  type ApiCredential,
  type OpenApiClient,
  type RobotText,
} from "@dinglane/dingtalk";
import type { PostOutcome } from "../post-outcome.ts";
import type { CallResult, DingTalkCalls } from "./dingtalk-calls.ts";
import { replyTargetOf, type NoOtherRoad, type ReplyTarget } from "./reply-target.ts";

/** A reply that waits longer for its turn is better tried again later. */
const MAX_WAIT_MS = 10_000;

/** Sends replies whose sessionWebhook has ended. */
export interface OpenApiRoad {
  /** How the asker is reached, or why not. */
  reach(address: Parameters<typeof replyTargetOf>[0]): ReplyTarget | NoOtherRoad;
  /** `mayPost` is asked right before each call is made. */
  send(to: ReplyTarget, message: RobotText, mayPost: () => Promise<boolean>): Promise<PostOutcome>;
}

export function createOpenApiRoad(options: {
  calls: DingTalkCalls;
  client: Pick<OpenApiClient, "sendRobotText">;
  credentials: readonly ApiCredential[];
}): OpenApiRoad {
  const { calls, client, credentials } = options;
  return {
    reach: (address) => replyTargetOf(address, credentials),
    async send({ credential, target }, message, mayPost) {
      if (!fitsMsgParam(message)) return { status: "failed", action: "split" };
      const result = await calls({
        credential,
        api: sendApiOf(target),
        token: "api",
        maxWaitMs: MAX_WAIT_MS,
        isWanted: mayPost,
        make: (token) => client.sendRobotText(token, { robotCode: credential.clientId, target, message }),
      });
      return outcomeOf(result);
    },
  };
}

function outcomeOf(result: CallResult<undefined>): PostOutcome {
  switch (result.status) {
    case "done":
      return { status: "sent" };
    case "unknown":
      return result;
    case "withdrawn":
      return { status: "taken" };
    case "failed":
      return result.action === "give-up"
        ? { status: "undeliverable", code: "openapi_refused", cause: result.cause }
        : { status: "failed", action: result.action, cause: result.cause };
    case "held": {
      const { reason, retryAfterMs, cause } = result;
      const why = cause === undefined ? {} : { cause };
      // What an operator or a new month must mend holds up nobody's next question: the job ends, its debt stays.
      return reason === "permission" || reason === "monthly"
        ? { status: "undeliverable", code: "openapi_unavailable", retryAfterMs, ...why }
        : { status: "postponed", code: "dingtalk_busy", retryAfterMs, ...why };
    }
  }
}
