/** A value as it was written: a text, or a list whose items may hold commas. */
export type SettingText = string | string[];

/** Who changed a setting: a person's userid and nick, or `file` and the file's path. */
export interface Changer {
  id: string;
  nick: string;
}

/** What an administrator has set. */
export interface LiveSetting {
  value: SettingText;
  by: Changer;
  /** Epoch ms. */
  at: number;
}

/** What a file says, as one process found it: everything that may be changed live, nothing else. */
export interface FileLayer {
  path: string;
  /** When it was found, epoch ms. */
  at: number;
  values: Record<string, SettingText>;
}

/** config.yml and prompt.yml. */
export type FileLayerName = "config" | "prompt";

/** All that Redis holds of settings at one moment. */
export interface SettingsSnapshot {
  /** 0 before the first change. */
  version: number;
  live: ReadonlyMap<string, LiveSetting>;
  files: Readonly<Partial<Record<FileLayerName, FileLayer>>>;
}
