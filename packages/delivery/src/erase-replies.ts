import type { Redis } from "ioredis";
import { ledgerKey } from "./keys.ts";
import { loadScript } from "./load-script.ts";
import { parseReplyAddress } from "./reply-address.ts";

const SCAN_COUNT = 1_000;

interface Message {
  robotKey: string;
  msgId: string;
}

/**
 * Takes the replies to a person out of the ledger; what was not answered by then never is. Resolves with how many
 * there were.
 */
export async function eraseReplies(
  { redis, prefix }: { redis: Redis; prefix: string },
  person: {
    userId: string;
    /** Messages known to be theirs. */
    messages: readonly Message[];
    /** The message that asks for it: it is still to be answered. */
    except: Message;
    nowMs: number;
  },
): Promise<number> {
  const eraseReply = loadScript(new URL("erase-reply.lua", import.meta.url));
  const keyOf = ({ robotKey, msgId }: Message): string => ledgerKey(prefix, robotKey, msgId);
  const keys = new Set(person.messages.map(keyOf));
  const match = ledgerKey(prefix, "*", "*");
  for await (const page of redis.scanStream({ match, count: SCAN_COUNT }) as AsyncIterable<string[]>) {
    for (const key of page) {
      const [user, to] = await redis.hmget(key, "user", "to");
      const staffId = parseReplyAddress(to ?? undefined)?.staffId;
      if (user === person.userId || staffId === person.userId) keys.add(key);
    }
  }
  keys.delete(keyOf(person.except));
  let erased = 0;
  for (const key of keys) erased += Number(await eraseReply(redis, [key], [person.nowMs]));
  return erased;
}
