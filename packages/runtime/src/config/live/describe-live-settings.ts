import type { ConfigBase } from "../config-base.ts";
import { SETTINGS } from "../schema.ts";
import { checkLiveValue, isListKey, parseLiveValue } from "./check-live-value.ts";
import { effectiveValues } from "./effective-values.ts";
import { LIVE_KEYS, type LiveKey, variableOf } from "./live-keys.ts";
import type { LiveChanger, LiveLayers, RawValue } from "./live-layers.ts";

/** A setting that may be changed live, as an administrator looks at it. */
export interface LiveSettingView {
  key: LiveKey;
  /** Its variable in the environment. */
  variable: string;
  /** As it was written; undefined where nothing is given and the default holds. */
  raw?: RawValue;
  /** Of lists: what is in force. */
  items?: string[];
  origin: "live" | "environment" | "file" | "default";
  /** The variable or file that gives it. */
  source?: string;
  /** Of a live value: by whom and when (epoch ms). */
  by?: LiveChanger;
  at?: number;
}

/** Every live-settable key with the value that counts in a process with this base, and where that is from. */
export function describeLiveSettings(base: ConfigBase, layers: LiveLayers): LiveSettingView[] {
  const { given, templates } = effectiveValues(base, layers);
  return LIVE_KEYS.map((key) => {
    const value =
      key === "templates"
        ? templates && { raw: templates.text, from: templates.from, source: templates.source }
        : given.get(key);
    const view: LiveSettingView = { key, variable: variableOf(key), origin: value?.from ?? "default" };
    if (value !== undefined) {
      view.source = value.source;
      // Whatever else was wrong with it when the process started.
      view.raw = Array.isArray(value.raw) ? value.raw.map(String) : String(value.raw);
    }
    if (isListKey(key)) view.items = itemsOf(key, view.raw);
    const setting = layers.live.get(key);
    if (view.origin === "live" && setting !== undefined) {
      view.by = setting.by;
      view.at = setting.at;
    }
    return view;
  });
}

function itemsOf(key: LiveKey, raw: RawValue | undefined): string[] {
  if (raw === undefined || key === "templates") return [];
  const items: unknown = checkLiveValue(key, raw, "") === undefined ? parseLiveValue(key, raw) : [];
  return Array.isArray(items) ? items.map(String) : [];
}

/** What holds where nobody has given a value, as a text. */
export function defaultText(key: LiveKey): string | undefined {
  if (key === "templates") return undefined;
  const { default: value, defaultDoc } = SETTINGS[key] as { default: unknown; defaultDoc?: string };
  if (typeof value === "number") return String(value);
  return defaultDoc ?? (typeof value === "string" ? value : undefined);
}
