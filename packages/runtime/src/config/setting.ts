import type { Format } from "./formats/format.ts";

/** One key of config.yml and the variable that overrides it. */
export interface Setting<T> {
  readonly env: string;
  /** Other variables that mean the same; `env` beats them, the first beats the second. */
  readonly aliases: readonly string[];
  /** One line for docs/configuration.md. */
  readonly doc: string;
  readonly format: Format<Exclude<T, null>>;
  /** null: nothing unless configured. */
  readonly default: T;
  /** What the documentation says in place of the default's value. */
  readonly defaultDoc?: string;
  /** Never printed. */
  readonly sensitive: boolean;
}

interface Description<T> {
  env: string;
  aliases?: readonly string[];
  doc: string;
  format: Format<T>;
  defaultDoc?: string;
  sensitive?: boolean;
}

/** A setting that always has a value. */
export function setting<T>(description: Description<T> & { default: NoInfer<T> }): Setting<T> {
  return { aliases: [], sensitive: false, ...description } as Setting<T>;
}

/** A setting that has a value only when somebody gave one. */
export function optionalSetting<T>(description: Description<T>): Setting<T | null> {
  return { aliases: [], sensitive: false, default: null, ...description } as Setting<T | null>;
}
