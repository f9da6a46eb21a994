import type { ReplyBody } from "../reply/reply-body.ts";
import { classifyAnswer } from "./classify-answer.ts";
import { classifyFailure } from "./classify-failure.ts";
import { readBody } from "./read-body.ts";
import type { SendOutcome } from "./send-outcome.ts";
import { WebhookError } from "./webhook-error.ts";

/** Posting takes DingTalk well under a second; a reply in parts has to be out within 3 s. */
const DEFAULT_TIMEOUT_MS = 5_000;

/** Posts replies to sessionWebhooks. */
export interface WebhookClient {
  /** Posts once; never throws. The URL must have passed isTrustedSessionWebhook. */
  send(url: string, body: ReplyBody): Promise<SendOutcome>;
}

/** Creates a client; `timeoutMs` is for one post, answer included. */
export function createWebhookClient(
  options: { fetch?: typeof fetch; timeoutMs?: number } = {},
): WebhookClient {
  const { fetch: post = fetch, timeoutMs = DEFAULT_TIMEOUT_MS } = options;

  return {
    async send(url, body) {
      if (!isPostable(url)) {
        return { status: "failed", action: "give-up", cause: new WebhookError("invalid_url") };
      }
      const signal = AbortSignal.timeout(timeoutMs);
      let response: Response;
      try {
        response = await post(url, {
          method: "POST",
          headers: { "content-type": "application/json; charset=utf-8" },
          body: JSON.stringify(body),
          redirect: "manual",
          signal,
        });
      } catch (error) {
        return classifyFailure(error, url, signal.aborted);
      }
      return classifyAnswer({ httpStatus: response.status, body: await readBody(response) });
    },
  };
}

/** What fetch would refuse with an error that quotes the URL. */
function isPostable(url: string): boolean {
  const target = URL.parse(url);
  if (target === null || target.username !== "" || target.password !== "") return false;
  return target.protocol === "https:" || target.protocol === "http:";
}
