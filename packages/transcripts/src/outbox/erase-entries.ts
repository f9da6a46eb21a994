import type { Redis } from "ioredis";
import { z } from "zod";
import { deadEntriesKey, outboxKey } from "../keys.ts";
import { parseOutboxEntry } from "./outbox-entry.ts";

const PAGE = 500;

const anybodys = z.object({ user: z.object({ id: z.string(), staffId: z.string().optional() }) });

/**
 * Takes a person's exchanges out of the outbox, also what a reader has in hand, and of what was set aside all that is
 * theirs or may be. Resolves with how many there were.
 */
export async function eraseEntries(
  { redis, prefix }: { redis: Redis; prefix: string },
  userId: string,
): Promise<number> {
  const waiting = await removeWhere(redis, outboxKey(prefix), (json) => {
    const entry = parseOutboxEntry(json);
    if (entry === undefined) return mayBeOf(userId, json);
    return entry.type === "exchange" && (entry.user.id === userId || entry.user.staffId === userId);
  });
  return waiting + (await removeWhere(redis, deadEntriesKey(prefix), (json) => mayBeOf(userId, json)));
}

async function removeWhere(redis: Redis, key: string, isTheirs: (json: string) => boolean): Promise<number> {
  let removed = 0;
  for (let from = "-"; ;) {
    const page = await redis.xrange(key, from, "+", "COUNT", PAGE);
    const last = page.at(-1);
    if (last === undefined) return removed;
    from = `(${last[0]}`;
    const ids = page.filter(([, fields]) => isTheirs(jsonOf(fields))).map(([id]) => id);
    // A reader that has them in hand finds them gone and confirms them.
    if (ids.length > 0) removed += await redis.xdel(key, ...ids);
  }
}

const jsonOf = (fields: readonly string[]): string => fields[fields.lastIndexOf("json") + 1] ?? "";

/** Of an entry that nobody can read: unless it says that it is somebody else's. */
function mayBeOf(userId: string, json: string): boolean {
  try {
    const { user } = anybodys.parse(JSON.parse(json));
    return user.id === userId || user.staffId === userId;
  } catch {
    return true;
  }
}
