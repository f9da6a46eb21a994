import type { Redis } from "ioredis";
import { z } from "zod";
import type { LaneKeys } from "./lane-keys.ts";
import { runScript } from "./run-script.ts";
import type { LaneScripts } from "./load-lane-scripts.ts";

/** Lanes that one script looks at: some 1–2 ms of Redis' time. */
const BATCH = 100;

/** Frees the slots of dead heads and admits who is due. Returns how many heads were dead. */
export async function healLanes(
  redis: Redis,
  scripts: LaneScripts,
  keys: LaneKeys,
  lanes: readonly string[],
): Promise<number> {
  const healed = await runScript(redis, scripts.heal, [keys.backlog, keys.settings, ...lanes], [keys.prefix]);
  return z.number().parse(healed);
}

/** Looks once at every lane that has a backlog. Returns how many dead heads were taken away. */
export async function sweepLanes(redis: Redis, scripts: LaneScripts, keys: LaneKeys): Promise<number> {
  const lanes = (await redis.zrange(keys.backlog, "0", "-1")).map(String);
  await runScript(redis, scripts.tidy, [], [keys.prefix]);
  let healed = 0;
  for (let first = 0; first < lanes.length; first += BATCH) {
    healed += await healLanes(redis, scripts, keys, lanes.slice(first, first + BATCH));
  }
  return healed;
}
