import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { createHostedFiles, createLedger, type HostedFiles } from "@dinglane/delivery";
import { createWebhookClient, type CallbackSecret } from "@dinglane/dingtalk";
import { createProducer } from "@dinglane/jobs";
import { listen, REDIS_KEY_PREFIX as prefix, type Config, type ServiceContext } from "@dinglane/runtime";
import {
  createAccessRules,
  createAdminCheck,
  createQuotaExemption,
  createWordFilter,
} from "@dinglane/settings";
import { createAdmission } from "./admit-message.ts";
import { createApp } from "./app.ts";
import { createCallbackHandler } from "./callback-handler.ts";
import { createIntakeMetrics } from "./intake-metrics.ts";
import { createIntakeRecord } from "./intake-record.ts";
import { createIntake, type Intake } from "./intake.ts";
import { startLaneSettings } from "./lane-settings.ts";
import { startMemoryWatch, type MemoryWatch } from "./memory-watch.ts";
import { createRouter } from "./route-message.ts";
import { startStream } from "./start-stream.ts";
import { createStreamNotices } from "./stream-notices.ts";
import { whoOf } from "./who-of.ts";

type IntakeRecord = ReturnType<typeof createIntakeRecord>;
type ProducerRedis = ReturnType<ServiceContext["connectRedis"]>;
import { createServePicture } from "./serve-picture.ts";

/** Starts ingress: connects, listens, and hands every message to one intake. */
export async function startIngress(context: ServiceContext): Promise<void> {
  const { config, log } = context;
  const redis = context.connectRedis("producer");
  const memory = startMemoryWatch({ redis, log });
  context.onShutdown("memory watch", memory.close);
  const intake = createIntakeOver(redis, context, memory);
  const record = createIntakeRecord(log, createIntakeMetrics(context.metrics));
  const callback = config.runMode === "http" ? httpCallback(context, intake, record) : undefined;

  const app = createApp({
    probes: context.probes,
    ...(callback === undefined ? {} : { callback }),
    onError: (err) => log.error({ err }, "request failed"),
  });
  await firstContact(redis);
  const server = await listen(app, config.port);
  // Registered last, so released first: no new message while Redis is being left.
  context.onShutdown("http server", server.close);
    picture: createServePicture(hostedFilesOf(context)),
  if (config.runMode === "stream") {
    context.onShutdown("stream", streamOver(redis, context, intake, record).close);
  }
  log.info({ port: server.port, runMode: config.runMode }, "listening");
}

/** Spares the first callbacks a needless 503. Redis may be away: ingress starts all the same and says so to who asks. */
async function firstContact(redis: ProducerRedis): Promise<void> {
  // The connection's own log tells of a failure.
  await once(redis, "ready").catch(() => undefined);
}

/** Over a connection of its own: on the way of 20 MB, no callback waits behind them. */
function hostedFilesOf(context: ServiceContext): HostedFiles {
  return createHostedFiles({ redis: context.connectRedis("general"), prefix, now: Date.now });
}

function createIntakeOver(
  redis: ProducerRedis,
  { config, log }: ServiceContext,
  memory: MemoryWatch,
): Intake {
  startLaneSettings({ redis, prefix, config, log });
  const isExempt = createQuotaExemption(config.access);
  const isAdmin = createAdminCheck(config.access.adminUsers);
  return createIntake({
    admit: createAdmission({
      accessOf: createAccessRules(config.access),
      words: createWordFilter(config.sensitiveWords),
      maxQuestionTokens: config.model.maxQuestionTokens,
    }),
    route: createRouter({
      templates: config.templates,
      clearToken: config.session.clearToken,
      canDraw: config.model.azure === undefined || config.model.azureImageDeployment !== undefined,
    }),
    producer: createProducer({ redis, prefix, timezone: config.timezone }),
    ledger: createLedger({ redis, prefix, now: Date.now }),
    config,
    isExempt: (message) => isExempt(whoOf(message)),
    isAdmin: (message) => isAdmin(whoOf(message)),
    isRedisFull: memory.isFull,
    isRedisReady: () => redis.status === "ready",
    now: Date.now,
  });
}

function httpCallback(
  { config, log }: ServiceContext,
  intake: Intake,
  record: IntakeRecord,
): ReturnType<typeof createCallbackHandler> {
  const secrets = secretsOf(config);
  if (secrets.length === 0) {
    log.warn("ALLOW_UNSIGNED is on and there is no secret: whoever reaches this port can pose as anybody");
  } else if (config.dingtalk.allowUnsigned) {
    log.warn("ALLOW_UNSIGNED is on but has no effect: there are secrets, so every callback must be signed");
  }
  return createCallbackHandler({ intake, secrets, record, now: Date.now });
}

function streamOver(
  redis: ProducerRedis,
  { config, log, metrics }: ServiceContext,
  intake: Intake,
  record: IntakeRecord,
): ReturnType<typeof startStream> {
  const notices = createStreamNotices({
    redis,
    prefix,
    webhook: createWebhookClient(),
    sleep: async (ms) => delay(ms),
    now: () => performance.now(),
    log,
  });
  return startStream({ dingtalk: config.dingtalk, intake, record, notices, log, metrics });
}

function secretsOf({ dingtalk }: Config): CallbackSecret[] {
  return [
    ...dingtalk.credentials.map(({ clientId, clientSecret }) => ({ id: clientId, secret: clientSecret })),
    ...dingtalk.appSecrets.map((secret) => ({ secret })),
  ];
}
