import { REDIS_KEY_PREFIX, withLiveSettings, type LiveLayers, type ServiceContext } from "@dinglane/runtime";
import { createSettingsStore } from "@dinglane/settings";
import { checksOf } from "./checks-of.ts";
import { findOwnRedis } from "./redis/find-own-redis.ts";
import { createRedisProbe } from "./redis/redis-probe.ts";
import { exitCodeOf } from "./report/exit-code-of.ts";
import { formatReport } from "./report/format-report.ts";
import { hideSecrets } from "./report/hide-secrets.ts";
import { reportToJson } from "./report/report-to-json.ts";
import { runChecks } from "./run-checks.ts";

type Redis = ReturnType<ServiceContext["connectRedis"]>;

/** Log levels that let the loader's warnings through. */
const TALKATIVE = new Set(["warn", "info", "debug", "trace"]);

/** The command: looks at everything once, prints the report, and ends with 0 or 1. */
export async function diagnose(
  context: ServiceContext,
  options: { asJson: boolean; warnings: readonly string[] },
): Promise<void> {
  const { configBase, host } = context;
  const ownRedisUrl = await findOwnRedis(context.config, host.env);
  const connectRedis = (): Redis => context.connectRedis("producer", ownRedisUrl);
  const layers = await readLayers(connectRedis());
  // What would be asked is what counts now.
  const config = layers === undefined ? context.config : withLiveSettings(configBase, layers).config;
  const checks = await checksOf(context, {
    config,
    configWarnings: TALKATIVE.has(config.logLevel) ? options.warnings : undefined,
    redis: createRedisProbe(connectRedis()),
    ownRedisUrl,
    live: { base: configBase, layers },
  });
  const report = await runChecks(checks, { clock: { elapsedMs: () => performance.now() } });
  const text = options.asJson ? reportToJson(report) : formatReport(report);
  host.print(hideSecrets(config)(text));
  context.shutDown(exitCodeOf(report));
}

const PATIENCE_MS = 2_000;

/** Undefined where Redis cannot be asked. Over a connection of its own: what is wrong with Redis is for its own check to hear. */
async function readLayers(redis: Redis): Promise<LiveLayers | undefined> {
  try {
    await createRedisProbe(redis).reach(AbortSignal.timeout(PATIENCE_MS));
    return await createSettingsStore({ redis, prefix: REDIS_KEY_PREFIX }).read();
  } catch {
    return undefined;
  }
}
