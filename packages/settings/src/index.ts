/** Who may talk to the robot, by the operator's lists. */
export { createAccessRules } from "./access-rules.ts";
export type { AccessDecision, AccessLists, Who } from "./access-rules.ts";
/** Who may give the operator's commands. */
export { createAdminCheck } from "./admin-check.ts";
/** Whom no day's quota holds back. */
export { createQuotaExemption } from "./quota-exemption.ts";
/** Finds and masks forbidden words, in whole texts and in streams. */
export { buildWordFilter, createWordFilter } from "./word-filter.ts";
export type { WordFilter } from "./word-filter.ts";
/** Masks a text that arrives in chunks; made by `WordFilter.createStreamMask`. */
export type { StreamMask } from "./stream-mask.ts";
/** Settings that change without a restart: what Redis holds, and how it is changed, once per message and with an audit. */
export { createSettingsStore } from "./live/settings-store.ts";
export type { ChangeOutcome, MessageId, SettingsChange, SettingsStore } from "./live/settings-store.ts";
export type {
  Changer,
  FileLayer,
  FileLayerName,
  LiveSetting,
  SettingsSnapshot,
  SettingText,
} from "./live/settings-snapshot.ts";
/** Who changed what when. */
export { auditEntryOf } from "./live/settings-audit.ts";
export type { AuditEntry } from "./live/settings-audit.ts";
/** Follows the settings in Redis. */
export { startSettingsWatch } from "./live/settings-watch.ts";
