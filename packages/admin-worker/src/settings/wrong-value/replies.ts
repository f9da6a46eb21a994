import type { LiveKey } from "@dinglane/runtime";

const LIST = "用逗号分隔各项，例如 `甲,乙`";
const FROM_ZERO = "写整数，0 表示不限";
const FROM_ONE = "写 1 或更大的整数";
const WORDS = "写一行文字";

/** How each setting is written, for whoever wrote it in a way that it does not allow. */
export const HOW_WRITTEN: Readonly<Record<LiveKey, string>> = {
  chat_type: "写 `0`（不限）、`1`（只能单聊）或 `2`（只能群聊）",
  allow_groups: LIST,
  allow_outgoing_groups: LIST,
  allow_users: LIST,
  deny_users: LIST,
  vip_users: LIST,
  admin_users: LIST,
  sensitive_words: LIST,
  max_request: FROM_ZERO,
  rate_limit_per_minute: FROM_ZERO,
  group_rate_limit_per_minute: FROM_ZERO,
  global_rate_limit_per_minute: FROM_ZERO,
  lane_limit: "写 0 或更大的整数",
  user_concurrency: "写 1 到 1000 之间的整数",
  max_waiting: FROM_ONE,
  model: WORDS,
  image_model: WORDS,
  image_size: WORDS,
  vision_model: WORDS,
  transcription_model: WORDS,
  system_prompt: "写文字，可以分行",
  temperature: "写 0 到 2 之间的数",
  max_tokens: FROM_ONE,
  max_answer_len: FROM_ONE,
  max_question_len: FROM_ONE,
  max_text: FROM_ONE,
  max_file_size: "写 KB 数，0 表示不收文件",
  session_timeout: "写秒数，或者 `600s`、`10m`、`1h` 这样的时长，最长一年",
  session_clear_token: WORDS,
  default_mode: "写 `单聊` 或 `串聊`",
  help: "写文字，可以分行，支持 Markdown",
  monthly_api_budget: FROM_ZERO,
  monthly_webhook_budget: FROM_ZERO,
  templates: "写 prompt.yml 的全文：YAML 列表，每一项有 `title`、`prefix` 和 `suffix`",
};
