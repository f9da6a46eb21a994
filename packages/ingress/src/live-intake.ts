import { createLedger } from "@dinglane/delivery";
import { createProducer } from "@dinglane/jobs";
import {
  followLive,
  REDIS_KEY_PREFIX as prefix,
  type Config,
  type LiveConfig,
  type ServiceContext,
} from "@dinglane/runtime";
import {
  buildWordFilter,
  createAccessRules,
  createAdminCheck,
  createQuotaExemption,
  type WordFilter,
} from "@dinglane/settings";
import { createAdmission } from "./admit-message.ts";
import { changesSettings } from "./changes-settings.ts";
import { createIntake, type Intake, type IntakeOptions } from "./intake.ts";
import { readableOf } from "./readable-of.ts";
import { createRouter } from "./route-message.ts";
import { whoOf } from "./who-of.ts";

type Rules = Pick<IntakeOptions, "admit" | "route" | "isExempt" | "isAdmin" | "config">;

/**
 * Starts the intake under the settings that count: it is built anew when they change, never for a message, and a message
 * ends under those of its beginning.
 */
export async function startLiveIntake(options: {
  redis: ReturnType<ServiceContext["connectRedis"]>;
  live: LiveConfig;
  isRedisFull: () => boolean;
}): Promise<Intake> {
  const { redis, live } = options;
  const words = await followLive(live, ({ sensitiveWords }) => sensitiveWords, buildWordFilter);
  const { timezone } = live.current();
  const lasting = {
    producer: createProducer({ redis, prefix, timezone }),
    ledger: createLedger({ redis, prefix, now: Date.now }),
    isRedisFull: options.isRedisFull,
    isRedisReady: () => redis.status === "ready",
    now: Date.now,
  };
  const intake = await followLive(
    live,
    (config) => config,
    (config) => createIntake({ ...lasting, ...rulesOf(config, words()) }),
  );
  return (json, signedBy) => intake()(json, signedBy);
}

function rulesOf(config: Config, words: WordFilter): Rules {
  const { access, model, session, templates } = config;
  const isListed = createAdminCheck(access.adminUsers);
  const isExempt = createQuotaExemption(access);
  const isAdmin: Rules["isAdmin"] = (message) => isListed(whoOf(message));
  return {
    config,
    isAdmin,
    isExempt: (message) => isExempt(whoOf(message)),
    admit: createAdmission({
      accessOf: createAccessRules(access),
      words,
      maxQuestionTokens: model.maxQuestionTokens,
      isUnchecked: (message) => changesSettings(message) && isAdmin(message),
    }),
    route: createRouter({
      templates,
      clearToken: session.clearToken,
      readable: readableOf(model),
      canDraw: model.azure === undefined || model.azureImageDeployment !== undefined,
    }),
  };
}
