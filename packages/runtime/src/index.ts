/** Runs a service from its configuration to its ordered end; the only code that touches the process. */
export { runService, type ServiceDefinition } from "./run-service.ts";
/** What `runService` hands to a service. */
export type { Host, ServiceContext } from "./lifecycle/service-context.ts";
/** Everything a service can be told. */
export type {
  AzureAccount,
  ChatMode,
  ChatType,
  Config,
  Credential,
  DashboardUser,
  LogLevel,
  ModelPrice,
  PromptTemplate,
  RunMode,
} from "./config/config.ts";
/** One thing that is wrong with the configuration. */
export type { ConfigProblem } from "./config/config-problem.ts";
/** Whether a value is what the reference system's example file holds where a real one belongs. */
export { isPlaceholder } from "./config/placeholder.ts";
/** What a Redis connection is for. */
export type { RedisRole } from "./redis/redis-options.ts";
/** Every Redis key begins with this. */
export { REDIS_KEY_PREFIX } from "./redis/redis-key-prefix.ts";
/** Every value of the configuration that no output may show. */
export { secretsIn } from "./config/secrets-in.ts";
/** Pages without script, in one style, and text as HTML shows it. */
export { createPlainPage, type PlainPage } from "./http/plain-page.ts";
export { escapeHtml } from "./http/escape-html.ts";
/** Serves HTTP on a port, and ends within seconds whatever its clients do. */
export { listen, type Listening } from "./http/listen.ts";
/** The logger every package writes to (pino). */
export type { Logger } from "pino";
/** For a service that asks the model: the account it cannot do without. */
export { demandModelAccount } from "./config/demands.ts";
/** The configuration of a running process, which live settings may change. */
export { startLiveConfig, type LiveConfig } from "./config/live/live-config.ts";
/** Something that is built anew when its part of the configuration changes. */
export { followLive } from "./config/live/follow-live.ts";
/** What was changed while the processes ran. */
export type { FileValues, LiveLayers, RawValue } from "./config/live/live-layers.ts";
/** Which keys may be changed live, by any of their names. */
export { LIVE_KEYS, type LiveKey } from "./config/live/live-keys.ts";
export { findLiveKey, type FoundKey } from "./config/live/find-live-key.ts";
/** What is wrong with a live value, in the words of a start. */
export { checkLiveValue, listItems } from "./config/live/check-live-value.ts";
/** The live-settable keys with what counts and where it is from. */
export {
  defaultText,
  describeLiveSettings,
  type LiveSettingView,
} from "./config/live/describe-live-settings.ts";
/** What a process was given at its start, before live settings. */
export type { ConfigBase } from "./config/config-base.ts";
/** What the files say now, for whoever watches them. */
export { type FileLayers, loadFileLayers, settingFilePaths } from "./config/live/load-file-layers.ts";
/** The configuration that counts: a pure function of what was given and what was changed since. */
export { withLiveSettings } from "./config/live/with-live-settings.ts";
