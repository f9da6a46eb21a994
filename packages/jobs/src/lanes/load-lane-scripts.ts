import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { QUEUES } from "../queue-name.ts";
import { DEFAULT_SETTINGS, PARKED_SCORE, UNPASSED_AFTER_MS, WINDOW_MS } from "./lane-rules.ts";
import { loadBullmqScripts, type WrappedScript } from "./load-bullmq-scripts.ts";

export interface LaneScript {
  text: string;
  sha1: string;
}

/** Each script: the BullMQ text it embeds, and the files whose functions it calls, in order. */
const SCRIPTS = {
  add: { wraps: "addStandardJob", uses: ["settings", "lane", "bounds"] },
  finish: { wraps: "moveToFinished", uses: ["settings", "lane", "debt"] },
  remove: { wraps: "removeJob", uses: ["settings", "lane", "debt"] },
  retry: { wraps: "reprocessJob", uses: ["settings", "lane", "debt"] },
  sweep: { wraps: undefined, uses: ["settings", "lane"] },
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
    const text = [constants(), ...embedded, ...[...uses, name].map(readLua)].join("\n");
    return [name, { text, sha1: createHash("sha1").update(text).digest("hex") }] as const;
  });
  return Object.fromEntries(entries) as LaneScripts;
}

function readLua(name: string): string {
  return readFileSync(new URL(`lua/${name}.lua`, import.meta.url), "utf8");
}

function constants(): string {
  const defaults = Object.entries(DEFAULT_SETTINGS).map(([name, value]) => `${name} = ${value}`);
  return [
    `local PARKED_SCORE = ${PARKED_SCORE}`,
    `local UNPASSED_AFTER_MS = ${UNPASSED_AFTER_MS}`,
    `local WINDOW_MS = ${WINDOW_MS}`,
    `local DEFAULTS = { ${defaults.join(", ")} }`,
    `local QUEUES = { ${QUEUES.map((queue) => `'${queue}'`).join(", ")} }`,
  ].join("\n");
}
