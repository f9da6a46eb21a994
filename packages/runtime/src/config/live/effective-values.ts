import type { ConfigBase } from "../config-base.ts";
import type { ConfigProblem } from "../config-problem.ts";
import { type GivenValue, givenValues, type GivenValues } from "../given-values.ts";
import type { SettingKey } from "../schema.ts";
import { checkLiveValue } from "./check-live-value.ts";
import { isLiveKey, LIVE_KEYS, type LiveKey } from "./live-keys.ts";
import type { FileValues, LiveLayers, RawValue } from "./live-layers.ts";

/** The source of a value that was set by command. */
const LIVE_SOURCE = "a live setting";

export interface EffectiveValues {
  given: GivenValues;
  /** The text of the prompt.yml that counts; undefined where the built-in templates do. */
  templates?: { text: string; source: string; from: "live" | "file" };
  /** Stored values that this version cannot read; they count as not given. */
  unreadable: ConfigProblem[];
}

const ignore = (): void => undefined;

/** For each setting the value that counts, with its source: live over environment over file. */
export function effectiveValues(base: ConfigBase, { live, files }: LiveLayers): EffectiveValues {
  const unreadable: ConfigProblem[] = [];
  const isSound = (key: LiveKey, raw: RawValue, source: string): boolean => {
    const problem = checkLiveValue(key, raw, source);
    if (problem !== undefined) unreadable.push(problem);
    return problem === undefined;
  };
  const soundValues = (layer: FileValues): Map<LiveKey, RawValue> => {
    const entries = Object.entries(layer.values).filter(
      (entry): entry is [LiveKey, RawValue] => isLiveKey(entry[0]) && isSound(entry[0], entry[1], layer.path),
    );
    return new Map(entries);
  };

  const config = newerThan(base.changedAtMs.config, files.config);
  const file = config === undefined ? base.file : replaceLiveKeys(base, config, soundValues(config));
  const given = new Map<SettingKey, GivenValue>(
    givenValues(base.env, file, { problem: ignore, warning: ignore }),
  );
  for (const [key, { value }] of live) {
    if (!isLiveKey(key) || key === "templates" || !isSound(key, value, LIVE_SOURCE)) continue;
    given.set(key, { raw: value, source: LIVE_SOURCE, from: "live" });
  }

  const liveText = live.get("templates")?.value;
  if (typeof liveText === "string" && isSound("templates", liveText, LIVE_SOURCE)) {
    return { given, templates: { text: liveText, source: LIVE_SOURCE, from: "live" }, unreadable };
  }
  const prompt = newerThan(base.changedAtMs.prompt, files.prompt);
  const fileText = prompt === undefined ? undefined : soundValues(prompt).get("templates");
  if (prompt !== undefined && typeof fileText === "string") {
    return { given, templates: { text: fileText, source: prompt.path, from: "file" }, unreadable };
  }
  if (base.prompt === undefined) return { given, unreadable };
  return { given, templates: { text: base.prompt.text, source: base.prompt.path, from: "file" }, unreadable };
}

/**
 * What admin-worker found in its file counts in every process, except where the process's own file was changed later:
 * then that is what its operator wants, until admin-worker says something newer.
 */
function newerThan(ownChangeMs: number | undefined, layer: FileValues | undefined): FileValues | undefined {
  return layer !== undefined && layer.at >= (ownChangeMs ?? 0) ? layer : undefined;
}

/** The layer is all that a file says of these keys, so one that is missing there is not set. */
function replaceLiveKeys(
  base: ConfigBase,
  layer: FileValues,
  values: ReadonlyMap<LiveKey, RawValue>,
): ConfigBase["file"] {
  const keys: Record<string, unknown> = { ...base.file.keys };
  for (const key of LIVE_KEYS) {
    if (values.has(key)) keys[key] = values.get(key);
    else delete keys[key];
  }
  return { path: layer.path, keys };
}
