import { type SettingKey, SETTINGS } from "../schema.ts";

const LIVE_SETTINGS = [
  "chat_type",
  "allow_groups",
  "allow_outgoing_groups",
  "allow_users",
  "deny_users",
  "vip_users",
  "admin_users",
  "sensitive_words",
  "max_request",
  "rate_limit_per_minute",
  "group_rate_limit_per_minute",
  "global_rate_limit_per_minute",
  "lane_limit",
  "user_concurrency",
  "max_waiting",
  "model",
  "image_model",
  "image_size",
  "vision_model",
  "transcription_model",
  "system_prompt",
  "temperature",
  "max_tokens",
  "max_answer_len",
  "max_question_len",
  "max_text",
  "max_file_size",
  "session_timeout",
  "session_clear_token",
  "default_mode",
  "help",
  "monthly_api_budget",
  "monthly_webhook_budget",
] as const satisfies readonly SettingKey[];

/** A key of config.yml whose value may change while processes run; nothing secret, and nothing that is connected to. */
export type LiveSettingKey = (typeof LIVE_SETTINGS)[number];

/** The same, and `templates`: the whole text of a prompt.yml. */
export type LiveKey = LiveSettingKey | "templates";

/** Every one of them, in the order in which they are shown. */
export const LIVE_KEYS: readonly LiveKey[] = [...LIVE_SETTINGS, "templates"];

const known: ReadonlySet<string> = new Set(LIVE_KEYS);

export const isLiveKey = (key: string): key is LiveKey => known.has(key);

/** Its variable; of `templates`, the one that names the file. */
export const variableOf = (key: LiveKey): string => (key === "templates" ? "PROMPT_FILE" : SETTINGS[key].env);
