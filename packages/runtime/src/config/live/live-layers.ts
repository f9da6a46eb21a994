/** A value as it was written: a text, or a list whose items may hold commas. */
export type RawValue = string | string[];

/** Somebody's userid and nick. */
export interface LiveChanger {
  id: string;
  nick: string;
}

/** What was changed while the processes ran, as all of them read it; `@dinglane/settings` keeps it in Redis. */
export interface LiveLayers {
  /** Counts changes. */
  version: number;
  /** By key: what an administrator has set. Epoch ms. */
  live: ReadonlyMap<string, { value: RawValue; by: LiveChanger; at: number }>;
  /** What admin-worker found in its config.yml and prompt.yml, and when (epoch ms). */
  files: { config?: FileValues; prompt?: FileValues };
}

export interface FileValues {
  path: string;
  at: number;
  values: Readonly<Record<string, RawValue>>;
}

export const NO_LAYERS: LiveLayers = { version: 0, live: new Map(), files: {} };
