import { isDeepStrictEqual } from "node:util";
import type { Redis } from "ioredis";
import type { Logger } from "pino";
import { Gauge } from "prom-client";
import type { ServiceContext } from "../../lifecycle/service-context.ts";
import { REDIS_KEY_PREFIX } from "../../redis/redis-key-prefix.ts";
import type { Config } from "../config.ts";
import { type LiveLayers, NO_LAYERS } from "./live-layers.ts";
import { withLiveSettings } from "./with-live-settings.ts";

/** The configuration of a running process, which may change while it runs. */
export interface LiveConfig {
  /** What counts now. Whoever began something with another one finishes it with that. */
  current(): Config;
  /** What it was made from, beside environment and file. */
  layers(): LiveLayers;
  /** Called after each change, in the order of registration; the next one waits for what it returns. */
  onChange(listener: (config: Config) => void | Promise<void>): void;
}

/** Follows what is stored; `startSettingsWatch` of `@dinglane/settings` is one. */
export type FollowLayers = (options: {
  redis: Redis;
  prefix: string;
  onSnapshot: (layers: LiveLayers) => Promise<void>;
  log: Pick<Logger, "warn">;
}) => Promise<{ close: () => void }>;

/**
 * Starts following live settings. Resolves once they are read; where Redis cannot be asked for now, the process starts
 * with its own configuration and takes them over as soon as it can.
 */
export async function startLiveConfig(
  context: Pick<ServiceContext, "config" | "configBase" | "connectRedis" | "log" | "metrics" | "onShutdown">,
  follow: FollowLayers,
): Promise<LiveConfig> {
  const { configBase, log } = context;
  const versionSeen = new Gauge({
    name: "dinglane_settings_version",
    help: "Changes of live settings that this process has taken over; equal in all processes, but for a moment.",
    registers: [context.metrics],
  });
  const listeners: ((config: Config) => void | Promise<void>)[] = [];
  let config = context.config;
  let layers = NO_LAYERS;

  async function takeOver(next: LiveLayers): Promise<void> {
    const { config: changed, unreadable } = withLiveSettings(configBase, next);
    for (const { fileKey, wrong } of unreadable) {
      log.warn({ key: fileKey, wrong }, "a stored setting is none that this version takes, and is left out");
    }
    layers = next;
    versionSeen.set(next.version);
    if (isDeepStrictEqual(changed, config)) return;
    config = changed;
    for (const listener of listeners) {
      try {
        await listener(changed);
      } catch (err) {
        log.error({ err }, "a part of this process could not follow the settings and goes on as before");
      }
    }
    // Who wonders why a variable has no effect finds the reason here.
    log.info({ version: next.version, live: [...next.live.keys()] }, "settings have changed");
  }

  const following = await follow({
    redis: context.connectRedis("general"),
    prefix: REDIS_KEY_PREFIX,
    onSnapshot: takeOver,
    log,
  });
  context.onShutdown("live settings", async () => following.close());
  return {
    current: () => config,
    layers: () => layers,
    onChange: (listener) => void listeners.push(listener),
  };
}
