import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { createHostedFiles, createNoticePost, readCardOwner } from "@dinglane/delivery";
import type { CallbackSecret } from "@dinglane/dingtalk";
import { createProducer } from "@dinglane/jobs";
import {
  isPlaceholder,
  listen,
  REDIS_KEY_PREFIX as prefix,
  startLiveConfig,
  type Config,
  type LiveConfig,
  type ServiceContext,
} from "@dinglane/runtime";
import { createAdminCheck, startSettingsWatch } from "@dinglane/settings";
import { createFormatTime, oldestEntryAgeMs, recordReading } from "@dinglane/transcripts";
import { createApp, type AppOptions } from "./app.ts";
import { createCallbackHandler } from "./callback-handler.ts";
import { createServeExport } from "./exports/serve-export.ts";
import { createIntakeMetrics } from "./intake-metrics.ts";
import { createIntakeRecord } from "./intake-record.ts";
import type { Intake } from "./intake.ts";
import { startLaneSettings } from "./lane-settings.ts";
import { startLiveIntake } from "./live-intake.ts";
import { startMemoryWatch } from "./memory-watch.ts";
import { createNoticeWebhook } from "./notice-webhook.ts";
import { startOutboxWatch } from "./outbox-watch.ts";
import { createServePicture } from "./serve-picture.ts";
import { startStream } from "./start-stream.ts";
import { createStreamNotices } from "./stream-notices.ts";
import { createTakeCardPress } from "./take-card-press.ts";

type IntakeRecord = ReturnType<typeof createIntakeRecord>;
type ProducerRedis = ReturnType<ServiceContext["connectRedis"]>;

/** Starts ingress: connects, listens, and hands every message to one intake. */
export async function startIngress(context: ServiceContext): Promise<void> {
  const { config, log } = context;
  const redis = context.connectRedis("producer");
  const memory = startMemoryWatch({ redis, log });
  context.onShutdown("memory watch", memory.close);
  const live = await startLiveConfig(context, startSettingsWatch);
  startLaneSettings({ redis, prefix, live, log });
  const intake = await startLiveIntake({ redis, live, isRedisFull: memory.isFull });
  const record = createIntakeRecord(log, createIntakeMetrics(context.metrics));
  const callback = config.runMode === "http" ? httpCallback(context, intake, record) : undefined;

  // A connection of its own: on the way of 20 MB, no callback waits behind them.
  const general = context.connectRedis("general");
  const ageMs = async (): Promise<number> => oldestEntryAgeMs({ redis: general, prefix }, Date.now());
  context.onShutdown("outbox watch", startOutboxWatch({ ...context, ageMs }).close);
  const app = createApp({
    probes: context.probes,
    ...(callback === undefined ? {} : { callback }),
    ...servedFiles(context, general),
    onError: (err) => log.error({ err }, "request failed"),
  });
  await firstContact(redis);
  const server = await listen(app, config.port);
  // Registered last, so released first: no new message while Redis is being left.
  context.onShutdown("http server", server.close);
  if (config.runMode === "stream") {
    context.onShutdown("stream", streamOver(redis, context, live, intake, record).close);
  }
  log.info({ port: server.port, runMode: config.runMode }, "listening");
}

function servedFiles(
  context: ServiceContext,
  redis: ProducerRedis,
): Pick<AppOptions, "picture" | "transcript"> {
  const files = createHostedFiles({ redis, prefix, now: Date.now });
  return {
    picture: createServePicture(files),
    transcript: createServeExport({
      files,
      record: (reading) => recordReading({ redis, prefix }, reading),
      formatTime: createFormatTime(context.config.timezone),
      now: Date.now,
      log: context.log,
    }),
  };
}

/** Spares the first callbacks a needless 503. Redis may be away: ingress starts all the same and says so to who asks. */
async function firstContact(redis: ProducerRedis): Promise<void> {
  if (redis.status === "ready") return;
  // The connection's own log tells of a failure.
  await once(redis, "ready").catch(() => undefined);
}

function httpCallback(
  { config, log }: ServiceContext,
  intake: Intake,
  record: IntakeRecord,
): ReturnType<typeof createCallbackHandler> {
  const secrets = secretsOf(config);
  const { allowUnsigned } = config.dingtalk;
  if (secrets.length === 0 && !allowUnsigned) {
    log.error(
      "credentials (DINGTALK_CREDENTIALS) hold only the example's placeholders: every callback is refused until they are set",
    );
  } else if (secrets.length === 0) {
    log.warn("ALLOW_UNSIGNED is on and there is no secret: whoever reaches this port can pose as anybody");
  } else if (allowUnsigned) {
    log.warn("ALLOW_UNSIGNED is on but has no effect: there are secrets, so every callback must be signed");
  }
  return createCallbackHandler({ intake, secrets, allowUnsigned, record, now: Date.now });
}

function streamOver(
  redis: ProducerRedis,
  context: ServiceContext,
  live: LiveConfig,
  intake: Intake,
  record: IntakeRecord,
): ReturnType<typeof startStream> {
  const { config, log, metrics } = context;
  const notices = createStreamNotices({
    redis,
    prefix,
    webhook: createNoticeWebhook(context, redis, live),
    sleep: async (ms) => delay(ms),
    now: () => performance.now(),
    log,
  });
  const producer = createProducer({ redis, prefix, timezone: config.timezone });
  const takeCardPressOf = (robotKey: string): ReturnType<typeof createTakeCardPress> =>
    createTakeCardPress({
      robotKey,
      ownerOf: async (outTrackId) => readCardOwner(redis, prefix, outTrackId),
      isAdmin: (staffId) => createAdminCheck(live.current().access.adminUsers)({ staffId, outgoing: false }),
      producer,
      prefix,
      now: Date.now,
      log,
    });
  const { dingtalk } = config;
  const postNotice = createNoticePost({ redis, prefix, now: Date.now, log });
  return startStream({ dingtalk, intake, record, notices, postNotice, takeCardPressOf, log, metrics });
}

/** Everybody knows what the example's placeholders are: they vouch for nothing. */
function secretsOf({ dingtalk }: Config): CallbackSecret[] {
  const credentials = dingtalk.credentials.filter(({ clientSecret }) => !isPlaceholder(clientSecret));
  return [
    ...credentials.map(({ clientId, clientSecret }) => ({ id: clientId, secret: clientSecret })),
    ...dingtalk.appSecrets.map((secret) => ({ secret })),
  ];
}
