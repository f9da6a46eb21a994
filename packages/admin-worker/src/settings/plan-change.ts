import {
  checkLiveValue,
  defaultText,
  describeLiveSettings,
  listItems,
  type ConfigBase,
  type LiveKey,
  type LiveSettingView,
} from "@dinglane/runtime";
import {
  auditEntryOf,
  type Changer,
  type LiveSetting,
  type SettingsChange,
  type SettingsSnapshot,
  type SettingText,
} from "@dinglane/settings";
import type { ValueChange } from "./parse-change.ts";
import { replies, UNSET } from "./replies.ts";

export type Plan =
  | { status: "change"; change: SettingsChange }
  | { status: "unchanged"; view: LiveSettingView }
  | { status: "refused"; words: string };

const SOURCE = "#设置";
const ONE_TO_ONE_ONLY = "1";
const GROUPS_ONLY = "2";

/** What a change of one key comes to, with the settings as they are; nothing is written yet. */
export function planChange(options: {
  base: ConfigBase;
  snapshot: SettingsSnapshot;
  key: LiveKey;
  wanted: ValueChange;
  by: Changer;
  at: number;
  /** Where it was asked for. */
  isGroup: boolean;
}): Plan {
  const { base, snapshot, key, by, at } = options;
  const before = viewOf(key, base, snapshot);
  const wanted = newValue(before, options.wanted);
  if ("words" in wanted) return { status: "refused", words: wanted.words };
  const { value } = wanted;
  if (isSame(value, snapshot.live.get(key)?.value)) return { status: "unchanged", view: before };

  const setting: LiveSetting | null = value === undefined ? null : { value, by, at };
  const live = new Map(snapshot.live);
  if (setting === null) live.delete(key);
  else live.set(key, setting);
  const after = viewOf(key, base, { ...snapshot, live });
  const isPart = options.wanted.type === "add" || options.wanted.type === "remove";
  if (isPart && isSame(after.items, before.items)) return { status: "unchanged", view: before };
  // Whoever does it stays one: so nobody can leave the bot without an administrator, by a slip of the pen either.
  if (key === "admin_users" && after.items?.includes(by.id) !== true) {
    return { status: "refused", words: replies.lockedOut };
  }
  // It binds administrators too: from where it is set, it can be taken back.
  if (key === "chat_type" && after.raw === (options.isGroup ? ONE_TO_ONE_ONLY : GROUPS_ONLY)) {
    return { status: "refused", words: replies.placeClosed(options.isGroup) };
  }
  const audit = auditEntryOf({ at, by, key, layer: "live" }, textOf(before), textOf(after));
  return {
    status: "change",
    change: { expectedVersion: snapshot.version, live: { [key]: setting }, audit: [audit] },
  };
}

/** The live value to be; undefined takes it back. */
function newValue(
  { key, items }: LiveSettingView,
  { type, value }: ValueChange,
): { value: SettingText | undefined } | { words: string } {
  if (type === "reset") return { value: undefined };
  if (type !== "set") {
    if (items === undefined) return { words: replies.noList(key) };
    const named = listItems(value);
    if (named.length === 0) return { words: replies.empty(key) };
    const next =
      type === "add" ? [...new Set([...items, ...named])] : items.filter((item) => !named.includes(item));
    return { value: next };
  }
  if (items !== undefined) return { value: listItems(value) };
  if (value === "") return { words: replies.empty(key) };
  return checkLiveValue(key, value, SOURCE) === undefined ? { value } : { words: replies.wrong(key, value) };
}

function viewOf(key: LiveKey, base: ConfigBase, snapshot: SettingsSnapshot): LiveSettingView {
  const view = describeLiveSettings(base, snapshot).find((each) => each.key === key);
  if (view === undefined) throw new Error(`${key} is no live setting`);
  return view;
}

const textOf = ({ key, items, raw }: LiveSettingView): SettingText | undefined =>
  items ?? raw ?? UNSET[key] ?? defaultText(key);

const isSame = (one: SettingText | undefined, other: SettingText | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
