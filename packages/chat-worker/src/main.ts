import { setTimeout as sleep } from "node:timers/promises";
import {
  createBackOff,
  createDingTalkAccess,
  createLedger,
  createReplyDelivery,
  createReplyOnce,
  startDebtPayer,
} from "@dinglane/delivery";
import { debtsKey, startWorker } from "@dinglane/jobs";
import { createTokenCounter } from "@dinglane/llm";
import { demandModelAccount, REDIS_KEY_PREFIX, runService } from "@dinglane/runtime";
import { createWordFilter } from "@dinglane/settings";
import { createModel } from "./create-model.ts";
import { createProcessors } from "./create-processors.ts";
import { createCallMetrics, showBudget } from "./dingtalk-metrics.ts";
import { createModelMetrics } from "./model-metrics.ts";
import { replies } from "./replies.ts";
import { createReplyWriter } from "./reply-writer.ts";
import { createWorkerMetrics } from "./worker-metrics.ts";

runService({
  name: "chat-worker",
  demands: demandModelAccount,
  async start(context) {
    const { config, log } = context;
    const prefix = REDIS_KEY_PREFIX;
    const now = Date.now;
    const metrics = createWorkerMetrics(context.metrics);
    const redis = context.connectRedis("general");

    const ledger = createLedger({ redis, prefix, now });
    const access = createDingTalkAccess({
      redis,
      prefix,
      dingtalk: config.dingtalk,
      timeZone: config.timezone,
      now,
      sleep: (ms) => sleep(ms),
      random: Math.random,
      log,
      onCall: createCallMetrics(context.metrics),
    });
    showBudget(context.metrics, access.budget, {
      api: config.dingtalk.monthlyApiBudget,
      webhook: config.dingtalk.monthlyWebhookBudget,
    });
    const deliver = createReplyDelivery({
      ledger,
      webhook: access.webhook,
      openApi: access.openApi,
      backOff: createBackOff({ redis, prefix }),
      neutralText: replies.neutral,
      now,
      sleep,
      onUnknown(key, times) {
        metrics.sendUnknown();
        const then = times === 1 ? "it is sent once more" : "it is taken for delivered";
        log.warn({ ledger: key, times }, `a send had no answer; ${then}`);
      },
    });
    const words = createWordFilter(config.sensitiveWords);
    const writer = createReplyWriter((text) => words.mask(text));
    const counter = createTokenCounter(config.model.chat);
    await counter.load();

    const payer = startDebtPayer({
      redis,
      debtsKey: debtsKey(prefix),
      ledger,
      deliver,
      apologyFor: (failure) => writer.write(replies.apology(failure)),
      now,
      log,
    });
    context.onShutdown("debt payer", () => payer.close());

    await context.startProbeServer();
    const worker = startWorker({
      queue: "chat",
      redis: context.connectRedis("worker"),
      prefix,
      concurrency: config.concurrency.chat,
      processors: createProcessors({
        config,
        redis,
        prefix,
        model: createModel({ model: config.model, metrics: createModelMetrics(context.metrics), log }),
        counter,
        now,
        writer,
        replyOnce: createReplyOnce({ ledger, deliver }),
      }),
      log,
      now,
      onFailed: () => payer.poke(),
      onAttemptEnd: metrics.attemptEnded,
    });
    context.onShutdown("chat worker", () => worker.close({ timeoutMs: config.shutdownTimeoutMs }));
  },
});
