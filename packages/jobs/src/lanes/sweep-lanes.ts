import type { Redis } from "ioredis";
import { z } from "zod";
import type { LaneKeys } from "./lane-keys.ts";
import { runScript } from "./run-script.ts";
import type { LaneScripts } from "./load-lane-scripts.ts";

/** Lanes that one script looks at: some 1–2 ms of Redis' time. */
const BATCH = 100;

const answer = z.tuple([z.number(), z.number()]);

/** Looks once at every lane that has a backlog. Returns how many dead heads were taken away. */
export async function sweepLanes(redis: Redis, scripts: LaneScripts, keys: LaneKeys): Promise<number> {
  let healed = 0;
  for (let first = 0; ; first += BATCH) {
    const args = [keys.prefix, first, BATCH];
    const [looked, mended] = answer.parse(
      await runScript(redis, scripts.sweep, [keys.backlog, keys.settings], args),
    );
    healed += mended;
    if (looked < BATCH) return healed;
  }
}
