import { nearestWord } from "../nearest-word.ts";
import { SETTINGS } from "../schema.ts";
import { isLiveKey, LIVE_KEYS, type LiveKey, variableOf } from "./live-keys.ts";

/** A key by what somebody calls it. */
export type FoundKey =
  | { status: "live"; key: LiveKey }
  /** A setting, but one that needs a restart. */
  | { status: "fixed"; key: string }
  | { status: "unknown"; nearest?: string };

/**
 * Finds the key that a file key, a variable (of any spelling that the environment may use) or one of `labels` names.
 * Case does not count.
 */
export function findLiveKey(name: string, labels: ReadonlyMap<string, LiveKey>): FoundKey {
  const wanted = name.trim();
  const labelled = labels.get(wanted);
  if (labelled !== undefined) return { status: "live", key: labelled };
  const lower = wanted.toLowerCase();
  if (isLiveKey(lower)) return { status: "live", key: lower };
  for (const [key, { env, aliases }] of Object.entries(SETTINGS)) {
    if (lower !== key && ![env, ...aliases].includes(wanted.toUpperCase())) continue;
    return isLiveKey(key) ? { status: "live", key } : { status: "fixed", key };
  }
  if (wanted.toUpperCase() === variableOf("templates")) return { status: "live", key: "templates" };
  const nearest = nearestLabel(wanted, labels) ?? nearestWord(lower, LIVE_KEYS);
  return nearest === undefined ? { status: "unknown" } : { status: "unknown", nearest };
}

/** Chinese labels are short: half a word tells which one was meant. */
function nearestLabel(name: string, labels: ReadonlyMap<string, LiveKey>): string | undefined {
  if (!/\p{Script=Han}/u.test(name)) return undefined;
  const characters = new Set(name);
  const shared = (label: string): number => Array.from(label).filter((each) => characters.has(each)).length;
  const [best] = [...labels.keys()].toSorted((one, other) => shared(other) - shared(one));
  return best !== undefined && shared(best) * 2 >= Math.min(best.length, name.length) ? best : undefined;
}
