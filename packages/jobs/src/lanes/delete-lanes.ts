import type { Redis } from "ioredis";
import type { LaneKeys } from "./lane-keys.ts";

/** Deletes every lane of the queue, for a queue that is obliterated. */
export async function deleteLanes(redis: Redis, keys: LaneKeys): Promise<void> {
  let cursor = "0";
  do {
    const [next, lanes] = await redis.scan(cursor, "MATCH", keys.lane("*"), "COUNT", 1000);
    if (lanes.length > 0) await redis.unlink(lanes);
    cursor = next;
  } while (cursor !== "0");
  await redis.unlink(keys.backlog);
}
