import type { Redis } from "ioredis";
import type { LaneKeys } from "./lane-keys.ts";

/** Keys that one SCAN looks at: some 0.5 ms of Redis' time. */
const STEP = 1_000;
/** Steps in one turn, so that a shard of 200 000 keys is walked in ten turns of 10–15 ms each, and 10 000 lone lanes in two. */
const STEPS_PER_TURN = 20;

/**
 * Walks over all lanes of a queue, some each turn, round after round. Lanes without a backlog are in no index: one
 * would cost two commands with every message, and is needed only after somebody has broken a lane by hand.
 */
export function createLaneWalk(
  redis: Pick<Redis, "scan">,
  keys: Pick<LaneKeys, "lane">,
): () => Promise<string[]> {
  let cursor = "0";
  return async () => {
    const found = new Set<string>();
    for (let step = 0; step < STEPS_PER_TURN; step += 1) {
      const [next, lanes] = await redis.scan(cursor, "MATCH", keys.lane("*"), "COUNT", STEP);
      for (const lane of lanes) found.add(lane);
      cursor = next;
      if (cursor === "0") break;
    }
    return [...found];
  };
}
