import type { WebhookClient } from "@dinglane/dingtalk";
import type { CallBudget } from "./openapi/call-budget.ts";

/** errcode of the organisation's monthly webhook calls. */
const MONTH_IS_SPENT = 90030;

/** A webhook client whose posts are counted against the month; they are not paced. */
export function createCountedWebhook(options: {
  webhook: WebhookClient;
  budget: Pick<CallBudget, "spend" | "refused">;
  /** Counts one post: `done`, `unknown`, or the action that its refusal asks for. */
  onCall: (call: { api: string; outcome: string }) => void;
  log: { warn(fields: object, message: string): void };
}): WebhookClient {
  const { webhook, budget, onCall, log } = options;
  return {
    async send(url, body) {
      const outcome = await webhook.send(url, body);
      const isFailed = outcome.status === "failed";
      onCall({
        api: "session-webhook",
        outcome: isFailed ? outcome.action : outcome.status === "sent" ? "done" : outcome.status,
      });
      // The count must not stand between a post and its record: it goes on beside it, and tells its own failures.
      if (!isFailed) void budget.spend("webhook");
      if (isFailed && outcome.errcode === MONTH_IS_SPENT) {
        await budget.refused("webhook").catch((err: unknown) => {
          log.warn({ err }, "the end of the month's webhook calls is not recorded");
        });
      }
      return outcome;
    },
  };
}
