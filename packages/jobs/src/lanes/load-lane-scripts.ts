import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { QUEUES } from "../queue-name.ts";
import {
  DAY_MS,
  DEFAULT_SETTINGS,
  ESTIMATE_MS,
  MAX_EVENTS,
  PARKED_FROM,
  RETENTION,
  UNPASSED_AFTER_MS,
  WINDOW_MS,
} from "./lane-rules.ts";
import { loadBullmqScripts, type WrappedScript } from "./load-bullmq-scripts.ts";

export interface LaneScript {
  text: string;
  sha1: string;
}

/** Each script: the BullMQ text it embeds, and the files whose functions it calls, in order. */
const SCRIPTS = {
  add: { wraps: undefined, uses: ["settings", "bounds", "lane"] },
  finish: { wraps: undefined, uses: ["settings", "lane", "debt", "retention", "wake", "fetch"] },
  take: { wraps: "moveToActive", uses: ["unpass", "wake"] },
  pause: { wraps: "moveToDelayed", uses: ["unpass"] },
  remove: { wraps: "removeJob", uses: ["settings", "lane", "debt", "stored"] },
  retry: { wraps: "reprocessJob", uses: ["settings", "lane", "park", "debt", "stored"] },
  stop: { wraps: undefined, uses: ["settings", "lane", "debt", "stored"] },
  heal: { wraps: undefined, uses: ["settings", "lane", "elsewhere"] },
  rejoin: { wraps: undefined, uses: ["elsewhere"] },
  tidy: { wraps: undefined, uses: ["settings", "retention"] },
  gauges: { wraps: undefined, uses: ["settings"] },
} as const satisfies Record<string, { wraps: WrappedScript | undefined; uses: readonly string[] }>;

export type LaneScriptName = keyof typeof SCRIPTS;
export type LaneScripts = Record<LaneScriptName, LaneScript>;

/**
 * Reads the Lua files and composes each with the BullMQ text that it extends, so that both run as one script.
 *
 * @throws LaneError `unknown_scripts` when the installed BullMQ is not the tested one.
 */
export function loadLaneScripts(): LaneScripts {
  const bullmq = loadBullmqScripts();
  const entries = Object.entries(SCRIPTS).map(([name, { wraps, uses }]) => {
    const embedded =
      wraps === undefined ? [] : [`local function bullmq(KEYS, ARGV)\n${bullmq[wraps].text}\nend`];
    const text = [...embedded, ...[...uses, name].map(readLua)].join("\n");
    return [name, { text, sha1: createHash("sha1").update(text).digest("hex") }] as const;
  });
  return Object.fromEntries(entries) as LaneScripts;
}

/** Lua has no constants: these are written into the text, and cost nothing where it runs. */
function readLua(name: string): string {
  const text = readFileSync(new URL(`lua/${name}.lua`, import.meta.url), "utf8");
  return Object.entries(CONSTANTS).reduce((lua, [word, value]) => lua.replaceAll(word, String(value)), text);
}

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(", ");

const CONSTANTS = {
  PARKED_FROM,
  UNPASSED_AFTER_MS,
  WINDOW_MS,
  DAY_MS,
  ESTIMATE_MS,
  MAX_EVENTS,
  KEPT_COMPLETED: RETENTION.completed.count,
  KEPT_FAILED: RETENTION.failed.count,
  COMPLETED_AGE_MS: RETENTION.completed.age * 1000,
  FAILED_AGE_MS: RETENTION.failed.age * 1000,
  QUEUES: quoted(QUEUES),
  SETTING_NAMES: quoted(Object.keys(DEFAULT_SETTINGS)),
  DEFAULTS: `{ ${Object.values(DEFAULT_SETTINGS).join(", ")} }`,
};
