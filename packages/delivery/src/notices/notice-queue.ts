import type { Redis } from "ioredis";
import { noticesKey } from "../keys.ts";
import { loadScript } from "../load-script.ts";
import { parseClaimed } from "../parse-claimed.ts";
import { parseNotice, type Notice } from "./notice.ts";

/** What one process takes at a time, and how long the others leave it alone: longer than telling everybody takes. */
const CLAIM = { count: 5, hiddenMs: 60_000 };

/** Notices on their way to the administrators. */
export interface NoticeQueue {
  /** Takes what is due; whoever dies with it leaves it to another, a minute later. */
  claim(): Promise<{ entry: string; notice: Notice | undefined }[]>;
  /** Told, or given up. */
  settle(entry: string): Promise<void>;
}

export function createNoticeQueue(options: { redis: Redis; prefix: string; now: () => number }): NoticeQueue {
  const { redis, prefix, now } = options;
  const claimScript = loadScript(new URL("../claim-debts.lua", import.meta.url));
  const key = noticesKey(prefix);
  return {
    async claim() {
      const args = [now(), now() + CLAIM.hiddenMs, CLAIM.count];
      const entries = parseClaimed(await claimScript(redis, [key], args));
      return entries.map((entry) => ({ entry, notice: parseNotice(entry) }));
    },
    async settle(entry) {
      await redis.zrem(key, entry);
    },
  };
}
