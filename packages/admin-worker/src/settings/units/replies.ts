import type { LiveKey } from "@dinglane/runtime";
import { asCode } from "../../as-code.ts";

const UNITS: Partial<Record<LiveKey, string>> = {
  max_request: "次",
  rate_limit_per_minute: "条",
  group_rate_limit_per_minute: "条",
  global_rate_limit_per_minute: "条",
  lane_limit: "条",
  user_concurrency: "条",
  max_waiting: "条",
  monthly_api_budget: "次",
  monthly_webhook_budget: "次",
  max_tokens: "token",
  max_answer_len: "token",
  max_question_len: "token",
  max_text: "token",
  max_file_size: "KB",
  session_timeout: "秒",
};

const UNLIMITED = { "0": "不限" };
/** Numbers that stand for something else than so many. */
const MEANINGS: Partial<Record<LiveKey, Readonly<Record<string, string>>>> = {
  chat_type: { "0": "不限", "1": "只能单聊", "2": "只能群聊" },
  max_request: UNLIMITED,
  rate_limit_per_minute: UNLIMITED,
  group_rate_limit_per_minute: UNLIMITED,
  global_rate_limit_per_minute: UNLIMITED,
  monthly_api_budget: UNLIMITED,
  monthly_webhook_budget: UNLIMITED,
  max_file_size: { "0": "不收文件" },
};

/** Whether a value of this key says little without what `measured` adds. */
export const isMeasured = (key: LiveKey): boolean => key in UNITS || key in MEANINGS;

/** A value with its unit, or with what it means; a duration such as 10m has its own. */
export function measured(key: LiveKey, text: string): string {
  const meaning = MEANINGS[key]?.[text];
  if (meaning !== undefined) return `${asCode(text)} ${meaning}`;
  const unit = UNITS[key];
  return unit === undefined || !/^\d+$/u.test(text) ? asCode(text) : `${asCode(text)} ${unit}`;
}
