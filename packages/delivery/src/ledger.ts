import type { RobotMessage } from "@dinglane/dingtalk";
import type { Redis } from "ioredis";
import { commitArguments, type CommitEffect } from "./commit-effect.ts";
import { LEDGER_TTL_SECONDS, ledgerKey } from "./keys.ts";
import { parseLedgerEntry, type LedgerEntry } from "./ledger-entry.ts";
import { loadScript } from "./load-script.ts";
import { parseReply, type Reply } from "./reply.ts";
import { replyAddressOf } from "./reply-address.ts";

/** What the add script writes when it takes a message: the entry's first fields. */
export interface Receipt {
  key: string;
  fields: Record<string, string>;
  ttlSeconds: number;
}

/** The lock by which BullMQ knows who runs a job. */
export interface JobLock {
  key: string;
  token: string;
}

/** `stale`: another worker has the job now. `stopped`: the user took the question back. */
export type CommitOutcome =
  | { status: "committed" | "already"; reply: Reply }
  | { status: "stale" }
  | { status: "stopped" };

/** One entry per message: the single place that knows whether, and with what, its user was answered. */
export interface Ledger {
  receiptFor(message: RobotMessage): Receipt;
  /** Undefined when there is no entry (it lives 24 h). */
  read(key: string): Promise<LedgerEntry | undefined>;
  /** One script: refused unless this worker still holds the job's lock; a reply that is there already wins. */
  commit(entry: {
    key: string;
    lock: JobLock;
    reply: Reply;
    effects: CommitEffect[];
  }): Promise<CommitOutcome>;
  /** The part may have arrived: its send had no answer. */
  markUnknown(key: string, index: number): Promise<void>;
  /** The part has arrived; with the last one the message is replied to. */
  markSent(key: string, index: number, isLast: boolean): Promise<void>;
  markApology(key: string, apology: "paid" | "impossible"): Promise<void>;
}

/** Creates the ledger over a Redis connection; `now` is epoch ms. */
export function createLedger(options: { redis: Redis; prefix: string; now: () => number }): Ledger {
  const { redis, prefix, now } = options;
  const commitScript = loadScript(new URL("commit.lua", import.meta.url));

  async function commit(entry: Parameters<Ledger["commit"]>[0]): Promise<CommitOutcome> {
    const keys = [entry.lock.key, entry.key, ...entry.effects.map((effect) => effect.key)];
    const args = [
      entry.lock.token,
      JSON.stringify(entry.reply),
      now(),
      LEDGER_TTL_SECONDS,
      ...entry.effects.flatMap(commitArguments),
    ];
    const [status, earlier] = (await commitScript(redis, keys, args)) as [string, string?];
    if (status === "already" && earlier !== undefined) return { status, reply: parseReply(earlier) };
    if (status === "committed") return { status, reply: entry.reply };
    return { status: status === "stopped" ? "stopped" : "stale" };
  }

  return {
    receiptFor: (message) => ({
      key: ledgerKey(prefix, message.robotKey, message.msgId),
      fields: { to: JSON.stringify(replyAddressOf(message)), taken: String(now()) },
      ttlSeconds: LEDGER_TTL_SECONDS,
    }),
    async read(key) {
      const hash = await redis.hgetall(key);
      return Object.keys(hash).length === 0 ? undefined : parseLedgerEntry(hash);
    },
    commit,
    async markUnknown(key, index) {
      await redis.hset(key, `part:${index}`, "unknown");
    },
    async markSent(key, index, isLast) {
      await redis.hset(key, { [`part:${index}`]: "sent", ...(isLast ? { replied: now() } : {}) });
    },
    async markApology(key, apology) {
      await redis.hset(key, "apology", apology);
    },
  };
}
