import type { Redis } from "ioredis";
import type { LaneKeys } from "./lane-keys.ts";

/** Keys that one SCAN looks at: some 0.5 ms of Redis' time. */
const STEP = 1_000;
/** Steps in one turn, so that a shard of 200 000 keys is walked in ten turns of 10 ms each. */
const STEPS_PER_TURN = 20;

/**
 * Walks over all lanes of a queue, some each turn, round after round. Lanes without a backlog are in no index: one
 * would cost two commands with every message, and is needed only after somebody has broken a lane by hand.
 */
export function createLaneWalk(
  redis: Pick<Redis, "scan">,
  keys: Pick<LaneKeys, "lane">,
): (enough: number) => Promise<string[]> {
  let cursor = "0";
  return async (enough) => {
    const found = new Set<string>();
    for (let step = 0; step < STEPS_PER_TURN && found.size < enough; step += 1) {
      const [next, lanes] = await redis.scan(cursor, "MATCH", keys.lane("*"), "COUNT", STEP);
      for (const lane of lanes) found.add(lane);
      cursor = next;
      if (cursor === "0") break;
    }
    return [...found];
  };
}
