import { createOpenApiClient, createWebhookClient, type ApiCredential } from "@dinglane/dingtalk";
import type { OpenApiClient, WebhookClient } from "@dinglane/dingtalk";
import type { Redis } from "ioredis";
import { createCountedWebhook } from "./counted-webhook.ts";
import { createNoticePost, type PostNotice } from "./notices/notice-post.ts";
import { createAccessTokens } from "./openapi/access-tokens.ts";
import { createCallBudget, type BudgetKind, type CallBudget } from "./openapi/call-budget.ts";
import { createDingTalkCalls, type DingTalkCalls } from "./openapi/dingtalk-calls.ts";
import { createGovernor } from "./openapi/governor.ts";
import { createMediaUploads, type MediaUploads } from "./openapi/media-upload.ts";
import { createOpenApiRoad, type OpenApiRoad } from "./openapi/openapi-road.ts";
import { createTellOperator } from "./openapi/tell-operator.ts";

/** A process's ways to DingTalk. All of them are counted; calls share tokens and pace with all other processes. */
export interface DingTalkAccess {
  webhook: WebhookClient;
  /** For replies whose webhook has ended. */
  openApi: OpenApiRoad;
  /** For files that messages show. */
  media: MediaUploads;
  /** For every other call. */
  calls: DingTalkCalls;
  client: OpenApiClient;
  budget: CallBudget;
  /** Leaves word for the administrators. */
  postNotice: PostNotice;
}

/** Wires them up; `onCall` hears of each call and how it ended. */
export function createDingTalkAccess(options: {
  redis: Redis;
  prefix: string;
  dingtalk: {
    credentials: readonly ApiCredential[];
    apiUrl: string;
    oapiUrl: string;
    qps: number;
  };
  /** Calls a month; looked at with every call, since they may change. */
  budgets: Record<BudgetKind, number>;
  timeZone: string;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  random: () => number;
  log: {
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  onCall: (call: { api: string; outcome: string }) => void;
}): DingTalkAccess {
  const { redis, prefix, dingtalk, now, sleep, log, onCall } = options;
  const client = createOpenApiClient(dingtalk);
  const postNotice = createNoticePost({ redis, prefix, now, log });
  const budget = createCallBudget({
    redis,
    prefix,
    budgets: options.budgets,
    timeZone: options.timeZone,
    now,
    log,
    postNotice,
  });
  const tokens = createAccessTokens({
    redis,
    prefix,
    client: {
      async requestAccessToken(kind, credential) {
        const outcome = await client.requestAccessToken(kind, credential);
        // Such calls are not in the month's count.
        onCall({
          api: kind === "api" ? "access-token" : "get-token",
          outcome: outcome.status === "failed" ? outcome.action : outcome.status,
        });
        return outcome;
      },
    },
    now,
    sleep,
  });
  const calls = createDingTalkCalls({
    tokens,
    governor: createGovernor({ redis, prefix, callsPerSecond: dingtalk.qps, sleep }),
    budget,
    tellOperator: createTellOperator({ redis, prefix, log, postNotice }),
    random: options.random,
    onCall,
  });
  return {
    webhook: createCountedWebhook({ webhook: createWebhookClient(), budget, onCall, log }),
    openApi: createOpenApiRoad({ calls, client, credentials: dingtalk.credentials }),
    media: createMediaUploads({ calls, client, credentials: dingtalk.credentials }),
    calls,
    client,
    budget,
    postNotice,
  };
}
