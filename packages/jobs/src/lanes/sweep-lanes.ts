import type { Redis } from "ioredis";
import { z } from "zod";
import type { LaneKeys } from "./lane-keys.ts";
import { runScript } from "./run-script.ts";
import type { LaneScripts } from "./load-lane-scripts.ts";
import { createLaneWalk } from "./walk-lanes.ts";

/** Lanes that one script looks at: some 1–2 ms of Redis' time. */
const BATCH = 100;

/**
 * Frees the slots of dead heads and admits who is due. Returns how many heads were dead. With `andLost`, heads that
 * dropped out of the queue are brought back, which may take a look through all that waits.
 */
export async function healLanes(
  redis: Redis,
  scripts: LaneScripts,
  keys: LaneKeys,
  lanes: readonly string[],
  { andLost }: { andLost: boolean },
): Promise<number> {
  const args = [keys.prefix, andLost ? 1 : 0];
  const healed = await runScript(redis, scripts.heal, [keys.backlog, keys.settings, ...lanes], args);
  return z.number().parse(healed);
}

/**
 * Creates the sweep: a look at every lane that has a backlog, and at some of all lanes, so that a lone message that
 * dropped out of the queue is found within some sweeps. It returns how many dead heads were taken away.
 */
export function createSweep(redis: Redis, scripts: LaneScripts, keys: LaneKeys): () => Promise<number> {
  const walk = createLaneWalk(redis, keys);
  return async () => {
    await runScript(redis, scripts.tidy, [], [keys.prefix]);
    const backlog = (await redis.zrange(keys.backlog, "0", "-1")).map(String);
    const lanes = [...new Set([...backlog, ...(await walk(BATCH))])];
    let healed = 0;
    for (let first = 0; first < lanes.length; first += BATCH) {
      const batch = lanes.slice(first, first + BATCH);
      healed += await healLanes(redis, scripts, keys, batch, { andLost: true });
    }
    return healed;
  };
}
