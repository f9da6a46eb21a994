import { setTimeout as sleep } from "node:timers/promises";
import {
  createBackOff,
  createDingTalkAccess,
  createLedger,
  createReplyDelivery,
  createReplyOnce,
  startDebtPayer,
  type ComposedReply,
  type DingTalkAccess,
  type Ledger,
} from "@dinglane/delivery";
import { debtsKey, startWorker, type Job, type Processors, type QueueName, type Task } from "@dinglane/jobs";
import { REDIS_KEY_PREFIX, type Config, type LiveConfig, type ServiceContext } from "@dinglane/runtime";
import { createCallMetrics, showBudget } from "./dingtalk-metrics.ts";
import { followProcessors } from "./follow-processors.ts";
import { replies } from "./replies.ts";
import { createCardRoad, type CardRoad } from "./card-road.ts";
import { createReplyProcessor, type RunningAttempt } from "./reply-processor.ts";
import { createReplyWriter, type WriteReply } from "./reply-writer.ts";
import { createWorkerMetrics } from "./worker-metrics.ts";

/** What a worker's use cases may use of the road that their replies take. */
export interface ReplyRoad {
  /** For everything but the queue itself. */
  redis: ReturnType<ServiceContext["connectRedis"]>;
  prefix: string;
  /** Epoch ms. */
  now: () => number;
  dingtalk: DingTalkAccess;
  ledger: Ledger;
  cards: CardRoad;
  /** For our own words. */
  write: WriteReply;
  /** For a model's, with forbidden words masked. */
  writeAnswer: WriteReply;
  /** Makes a use case a processor: its reply is committed once and sent until it has arrived. */
  processor<J extends Job>(
    compose: (job: J, attempt: RunningAttempt) => Promise<ComposedReply>,
  ): (task: Task<J>) => Promise<string>;
}

/**
 * Starts a worker of one queue: its probes, its ways to DingTalk, the payer of debts (any worker pays any), then the
 * jobs themselves. Everything is released with the process. Resolves with the road, for what else has to be sent.
 */
export async function startReplyWorker<Q extends QueueName>(
  context: ServiceContext,
  options: {
    queue: Q;
    /** Jobs at once in this process. */
    concurrency: number;
    /** Masks forbidden words in what a model said. */
    mask: (text: string) => string;
    /** Wires the use cases, and does it again for each change of the configuration: it starts and opens nothing. */
    processors: (road: ReplyRoad, config: Config) => Processors<NoInfer<Q>>;
    live: LiveConfig;
  },
): Promise<ReplyRoad> {
  const { config, log } = context;
  const { live } = options;
  const prefix = REDIS_KEY_PREFIX;
  const now = Date.now;
  const metrics = createWorkerMetrics(context.metrics);
  const redis = context.connectRedis("general");

  const ledger = createLedger({ redis, prefix, now });
  const budgets = {
    get api() {
      return live.current().dingtalk.monthlyApiBudget;
    },
    get webhook() {
      return live.current().dingtalk.monthlyWebhookBudget;
    },
  };
  const dingtalk = createDingTalkAccess({
    redis,
    prefix,
    dingtalk: config.dingtalk,
    budgets,
    timeZone: config.timezone,
    now,
    sleep: (ms) => sleep(ms),
    random: Math.random,
    log,
    onCall: createCallMetrics(context.metrics),
  });
  showBudget(context.metrics, dingtalk.budget, budgets);
  const cards = createCardRoad({
    redis,
    prefix,
    now,
    ledger,
    dingtalk,
    cards: () => live.current().cards,
    log,
  });
  const deliver = createReplyDelivery({
    ledger,
    webhook: dingtalk.webhook,
    openApi: dingtalk.openApi,
    deliverOnCard: cards.deliverOnCard,
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
  const { write, writeAnswer } = createReplyWriter(options.mask);
  const payer = startDebtPayer({
    redis,
    debtsKey: debtsKey(prefix),
    ledger,
    deliver,
    closeCard: cards.closeCard,
    cardWords: { moved: replies.cardMoved, stopped: replies.cardStopped },
    apologyFor: (failure) => write(replies.apology(failure)),
    now,
    log,
  });
  context.onShutdown("debt payer", () => payer.close());

  const replyOnce = createReplyOnce({
    ledger,
    deliver,
    closeCard: cards.closeCard,
    stoppedText: replies.cardStopped,
  });
  const road: ReplyRoad = {
    redis,
    prefix,
    now,
    dingtalk,
    ledger,
    cards,
    write,
    writeAnswer,
    processor: (compose) => createReplyProcessor(replyOnce, compose),
  };
  await context.startProbeServer();
  const worker = startWorker({
    queue: options.queue,
    redis: context.connectRedis("worker"),
    prefix,
    concurrency: options.concurrency,
    processors: followProcessors(live, (current) => options.processors(road, current)),
    log,
    now,
    onFailed: () => payer.poke(),
    onAttemptEnd: metrics.attemptEnded,
  });
  context.onShutdown(`${options.queue} worker`, () => worker.close({ timeoutMs: config.shutdownTimeoutMs }));
  return road;
}
