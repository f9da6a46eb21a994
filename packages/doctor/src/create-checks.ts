import type { Config, ConfigBase, LiveLayers } from "@dinglane/runtime";
import { checkAddress } from "./address/check-address.ts";
import type { Check } from "./check.ts";
import type { Clock } from "./clock.ts";
import { checkDingTalk } from "./dingtalk/check-dingtalk.ts";
import { checkClock } from "./machine/check-clock.ts";
import { checkConfiguration } from "./machine/check-configuration.ts";
import { checkLiveSettings } from "./machine/check-live-settings.ts";
import { checkDataDir, type DataDisk } from "./machine/check-data-dir.ts";
import { checkNodeVersion } from "./machine/check-node-version.ts";
import { checkModel } from "./model/check-model.ts";
import { checkProxy } from "./model/check-proxy.ts";
import type { OpenTunnel } from "./model/open-tunnel.ts";
import { checkRedis } from "./redis/check-redis.ts";
import type { RedisProbe } from "./redis/redis-probe.ts";

export interface ChecksOptions {
  config: Config;
  /** See `bringsRedis`. */
  bringsRedis: boolean;
  /** See `checkConfiguration`. */
  configWarnings: readonly string[] | undefined;
  nodeVersion: string;
  redis: RedisProbe;
  /** Where `redis` leads, if not to redis_url; see `findOwnRedis`. */
  ownRedisUrl?: string | undefined;
  disk: DataDisk;
  fetch: typeof globalThis.fetch;
  openTunnel: OpenTunnel;
  clock: Clock;
  /** See `checkLiveSettings`; absent where whoever asks knows them already. */
  live?: { base: ConfigBase; layers: LiveLayers | undefined } | undefined;
  /** See `checkModel`. */
  mayCost?: boolean;
}

/** Everything that the doctor looks at, in the order in which it is told. */
export function createChecks(options: ChecksOptions): Check[] {
  const { config, redis, ownRedisUrl, bringsRedis, clock, fetch, disk, openTunnel, live } = options;
  const { mayCost = true } = options;
  const { apiUrl, appSecrets, credentials } = config.dingtalk;
  const isTrial = credentials.length === 0 && appSecrets.length === 0;
  return [
    {
      name: "This machine",
      run: async (signal) => [
        ...(await checkConfiguration(options.configWarnings)),
        ...(live === undefined ? [] : await checkLiveSettings(live.base, live.layers)),
        ...(await checkNodeVersion(options.nodeVersion)),
        ...(await checkDataDir({ dataDir: config.dataDir, isNeeded: bringsRedis, disk })),
        ...(credentials.length === 0 ? [] : await checkClock({ apiUrl, fetch, clock, signal })),
      ],
    },
    {
      name: "Redis",
      run: (signal) =>
        checkRedis({
          redis,
          redisUrl: ownRedisUrl ?? config.redisUrl,
          isOwn: ownRedisUrl !== undefined,
          isOptional: bringsRedis && isTrial,
          clock,
          signal,
        }),
    },
    { name: "DingTalk", run: (signal) => checkDingTalk({ config, fetch, clock, signal }) },
    { name: "Public address", run: (signal) => checkAddress({ config, fetch, clock, signal }) },
    {
      name: "Model",
      run: async (signal) =>
        (
          await Promise.all([
            checkModel({ config, fetch, clock, signal, mayCost }),
            checkProxy({ model: config.model, openTunnel, signal }),
          ])
        ).flat(),
    },
  ];
}
