import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { z } from "zod";
import { LaneError } from "./lane-error.ts";

/**
 * BullMQ's scripts that the lane scripts stand in for (the first two) or embed (the others), as they were when the lanes
 * were tested.
 */
const TESTED = {
  version: "6.7.0",
  scripts: {
    addStandardJob: { keys: 9, args: 3, sha1: "5ab432e88830d573e2fa33392ffbd4ad25a9b100" },
    moveToFinished: { keys: 14, args: 9, sha1: "69666e69dd5621df59067a03de685e55a486560d" },
    moveToActive: { keys: 11, args: 3, sha1: "d96ca626f1ea141b44a856b312fc636d99aa9ea9" },
    moveToDelayed: { keys: 11, args: 9, sha1: "9f83944d6edafd63c74121d73299dd3358ddfe0c" },
    removeJob: { keys: 2, args: 3, sha1: "574af105e7df948fdf7e5410f3190a87f037d7f3" },
    reprocessJob: { keys: 9, args: 6, sha1: "1323ff649a78371c602a52252e61dc9f2fdfe36d" },
  },
} as const;

export type WrappedScript = keyof typeof TESTED.scripts;

export interface BullmqScript {
  text: string;
  keys: number;
  args: number;
}

const installed = z.object({ content: z.string(), keys: z.number() });

/**
 * Reads the texts that we embed out of the installed BullMQ.
 *
 * @throws LaneError `unknown_scripts` when they are not the tested ones: lanes on other scripts could lose messages,
 * so the process must not start.
 */
export function loadBullmqScripts(
  load: (path: string) => unknown = createRequire(import.meta.url),
): Record<WrappedScript, BullmqScript> {
  const { version } = z.object({ version: z.string() }).parse(load("bullmq/package.json"));
  const scripts = z.record(z.string(), z.unknown()).parse(load("bullmq/dist/cjs/scripts"));
  const problems: string[] = [];
  if (version !== TESTED.version) problems.push(`its version is ${version}`);

  const entries = Object.entries(TESTED.scripts).map(([name, tested]) => {
    const found = installed.safeParse(scripts[name]);
    const text = found.data?.content ?? "";
    const keys = found.data?.keys ?? 0;
    const args = highestArgument(text);
    const sha1 = createHash("sha1").update(text).digest("hex");
    if (keys !== tested.keys || args !== tested.args) {
      problems.push(`${name} takes ${keys} KEYS and ${args} ARGV, not ${tested.keys} and ${tested.args}`);
    } else if (sha1 !== tested.sha1) {
      problems.push(`the text of ${name} has sha1 ${sha1}, not ${tested.sha1}`);
    }
    return [name, { text, keys, args }] as const;
  });
  if (problems.length > 0) {
    throw new LaneError(
      "unknown_scripts",
      `The lanes were tested with BullMQ ${TESTED.version}, but the one installed differs: ${problems.join("; ")}. ` +
        `Install exactly bullmq@${TESTED.version}.`,
    );
  }
  return Object.fromEntries(entries) as Record<WrappedScript, BullmqScript>;
}

function highestArgument(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/ARGV\[(\d+)\]/g), ([, index]) => Number(index)));
}
