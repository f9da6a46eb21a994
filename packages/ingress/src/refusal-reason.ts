/** Why a message is decided against, in logs and metrics; docs/errors.md says what each means. */
export const REFUSAL_REASONS = [
  "chat_type",
  "group",
  "user",
  "admin_only",
  "too_long",
  "sensitive_word",
  "not_ready",
  "template_usage",
  "command_usage",
  "unreadable",
  "too_many_pictures",
  "over_quota",
  "redis_full",
  "lane_limit",
  "max_waiting",
  "user_minute",
  "group_minute",
  "global_minute",
  "user_day",
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];
