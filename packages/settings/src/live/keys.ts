const id = (text: string): string => encodeURIComponent(text.toWellFormed());

/**
 * Hash, no TTL: `version` counts changes; `live:<key>` is what an administrator has set, `file:config` and `file:prompt`
 * what admin-worker found in its files. All but the version is JSON; see stored-settings.ts.
 */
export const settingsKey = (prefix: string): string => `${prefix}:settings`;

/** List of JSON, newest first, no TTL: who changed what when. Cut to MAX_AUDIT_ENTRIES with each change. */
export const settingsAuditKey = (prefix: string): string => `${prefix}:settings:audit`;
export const MAX_AUDIT_ENTRIES = 1_000;

/** JSON: what the change that this message asked for has done, so that a second run of its job does not do it again. */
export const settingsChangeKey = (prefix: string, robotKey: string, msgId: string): string =>
  `${prefix}:settings:change:${id(robotKey)}:${id(msgId)}`;
/** As long as the ledger remembers a message. */
export const SETTINGS_CHANGE_TTL_SECONDS = 24 * 60 * 60;

/** Channel: the new version, after each change. */
export const settingsChannel = (prefix: string): string => `${prefix}:settings:changed`;
