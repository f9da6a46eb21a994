import type { NoFacts } from "../no-facts.ts";

/** What can be wrong with this machine, and with the settings. */
export interface MachineFacts {
  settings_odd: NoFacts;
  node_too_old: { version: string; oldestMajor: number };
  data_dir_unwritable: { directory: string; errno?: string; isNeeded: boolean };
  /** `free` with its unit: "40.0 KiB". */
  data_dir_nearly_full: { directory: string; free: string };
  /** Callbacks' signatures still hold. */
  clock_drifting: { aheadMs: number };
  /** They hold no more. */
  clock_wrong: { aheadMs: number };
}
