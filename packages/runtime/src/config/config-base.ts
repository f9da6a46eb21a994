import type { ConfigFile } from "./read-config-file.ts";

/**
 * What one process was given at its start, apart from each other: kept, so that live settings can be laid over it.
 * Holds secrets, as the configuration does.
 */
export interface ConfigBase {
  env: Readonly<Record<string, string | undefined>>;
  file: ConfigFile;
  /** prompt.yml as it is; absent where there is none. */
  prompt?: { path: string; text: string };
  /** When each file was changed last, epoch ms; absent where there is none. */
  changedAtMs: { config?: number; prompt?: number };
}
