import { createCallBudget, createCountedWebhook, createNoticePost } from "@dinglane/delivery";
import { createWebhookClient, type WebhookClient } from "@dinglane/dingtalk";
import { REDIS_KEY_PREFIX as prefix, type LiveConfig, type ServiceContext } from "@dinglane/runtime";
import { Counter } from "prom-client";

/**
 * The webhook that ingress's own words go by: its posts are the month's like a worker's. They are counted beside their
 * sending, in the background, so no acknowledgement waits for it.
 */
export function createNoticeWebhook(
  { config, log, metrics }: Pick<ServiceContext, "config" | "log" | "metrics">,
  redis: ReturnType<ServiceContext["connectRedis"]>,
  live: Pick<LiveConfig, "current">,
): WebhookClient {
  const calls = new Counter({
    name: "dinglane_dingtalk_calls_total",
    help: "Calls to DingTalk by API and outcome: done, unknown, or what its refusal asks for.",
    labelNames: ["api", "outcome"],
    registers: [metrics],
  });
  const budget = createCallBudget({
    redis,
    prefix,
    budgets: {
      get api() {
        return live.current().dingtalk.monthlyApiBudget;
      },
      get webhook() {
        return live.current().dingtalk.monthlyWebhookBudget;
      },
    },
    timeZone: config.timezone,
    now: Date.now,
    log,
    postNotice: createNoticePost({ redis, prefix, now: Date.now, log }),
  });
  return createCountedWebhook({
    webhook: createWebhookClient(),
    budget,
    onCall: ({ api, outcome }) => calls.inc({ api, outcome }),
    log,
  });
}
