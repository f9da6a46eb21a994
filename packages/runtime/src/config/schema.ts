import type { Setting } from "./setting.ts";
import { ACCESS_SETTINGS } from "./settings/access-settings.ts";
import { CONVERSATION_SETTINGS } from "./settings/conversation-settings.ts";
import { DINGTALK_SETTINGS } from "./settings/dingtalk-settings.ts";
import { LIMIT_SETTINGS } from "./settings/limit-settings.ts";
import { MODEL_SETTINGS } from "./settings/model-settings.ts";
import { PROCESS_SETTINGS } from "./settings/process-settings.ts";

/** Every setting of every service, by its key in config.yml. docs/configuration.md is compared with this. */
export const SETTINGS = {
  ...PROCESS_SETTINGS,
  ...DINGTALK_SETTINGS,
  ...MODEL_SETTINGS,
  ...CONVERSATION_SETTINGS,
  ...LIMIT_SETTINGS,
  ...ACCESS_SETTINGS,
};

export type SettingKey = keyof typeof SETTINGS;

/** The value of each setting; null where nothing is configured. */
export type SettingValues = {
  [Key in SettingKey]: (typeof SETTINGS)[Key] extends Setting<infer T> ? T : never;
};

/** Every setting with its key, in the order of the documentation. */
export function settingEntries(): [SettingKey, Setting<unknown>][] {
  return Object.entries(SETTINGS) as [SettingKey, Setting<unknown>][];
}
