import { userOf, type RobotMessage } from "@dinglane/dingtalk";
import type { Redis } from "ioredis";
import { z } from "zod";
import { commitArguments, type CommitEffect } from "./commit-effect.ts";
import { LEDGER_TTL_SECONDS, ledgerKey } from "./keys.ts";
import { parseLedgerEntry, type LedgerEntry } from "./ledger-entry.ts";
import { loadScript } from "./load-script.ts";
import { replyAddressOf } from "./reply-address.ts";
import type { Reply } from "./reply.ts";
import type { Sender } from "./sender.ts";
import { untilHeard } from "./until-heard.ts";

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

/**
 * `already`: an earlier run committed, and its reply stands. `stale`: another worker has the job now. `stopped`: the
 * user took the question back.
 */
export type CommitOutcome = "committed" | "already" | "stale" | "stopped";

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
    /** Gives back what the message was to cost of its asker's day. */
    isRefusal?: boolean | undefined;
  }): Promise<CommitOutcome>;
  /**
   * Takes or renews the right to send for this message and reads the entry, in one script. `taken`: somebody else is
   * sending. Held for `LEASE_MS`, which is longer than one post can take: renew it before each.
   */
  lease(key: string, sender: Sender): Promise<LedgerEntry | "taken" | undefined>;
  /** Gives that right up before it runs out. */
  release(key: string, sender: Sender): Promise<void>;
  /** The part may have arrived: its send had no answer. */
  markUnknown(key: string, index: number): Promise<void>;
  /** The part has arrived; with the last one the message is replied to. */
  markSent(key: string, index: number, isLast: boolean): Promise<void>;
  /** Puts smaller parts in the place of one that DingTalk finds too long; none after it was sent yet. */
  replaceReply(key: string, reply: Reply): Promise<void>;
  markApology(key: string, apology: "paid" | "impossible"): Promise<void>;
}

const commitOutcome = z.enum(["committed", "already", "stale", "stopped"]);

/** Field, value, field, value …, as a script returns a hash. */
const flatHash = z.array(z.string()).transform((flat) => {
  const hash: Record<string, string> = {};
  for (let at = 0; at + 1 < flat.length; at += 2) hash[flat[at] ?? ""] = flat[at + 1] ?? "";
  return hash;
});

/** Longer than the slowest post (5 s) with its Redis round trips; short, since a dead payer holds it this long. */
const LEASE_MS = 12_000;

/** Creates the ledger over a Redis connection; `now` is epoch ms. */
export function createLedger(options: { redis: Redis; prefix: string; now: () => number }): Ledger {
  const { redis, prefix, now } = options;
  const commitScript = loadScript(new URL("commit.lua", import.meta.url));
  const releaseScript = loadScript(new URL("release.lua", import.meta.url));
  const leaseScript = loadScript(new URL("lease.lua", import.meta.url));
  const noteScript = loadScript(new URL("note.lua", import.meta.url));

  /** What people may have seen by now. */
  const note = async (key: string, fields: (string | number)[]): Promise<void> =>
    untilHeard(redis, async () => noteScript(redis, [key], fields));

  async function commit(entry: Parameters<Ledger["commit"]>[0]): Promise<CommitOutcome> {
    const keys = [entry.lock.key, entry.key, ...entry.effects.map((effect) => effect.key)];
    const args = [
      entry.lock.token,
      JSON.stringify(entry.reply),
      now(),
      LEDGER_TTL_SECONDS,
      entry.isRefusal === true ? 1 : 0,
      ...entry.effects.flatMap(commitArguments),
    ];
    return commitOutcome.parse(await commitScript(redis, keys, args));
  }

  return {
    receiptFor: (message) => ({
      key: ledgerKey(prefix, message.robotKey, message.msgId),
      fields: {
        to: JSON.stringify(replyAddressOf(message)),
        user: userOf(message),
        taken: String(now()),
      },
      ttlSeconds: LEDGER_TTL_SECONDS,
    }),
    async read(key) {
      const hash = await redis.hgetall(key);
      return Object.keys(hash).length === 0 ? undefined : parseLedgerEntry(hash);
    },
    commit,
    async lease(key, { holder, lock }) {
      const keys = [key, lock?.key ?? key];
      const answer = await leaseScript(redis, keys, [holder, LEASE_MS, lock?.token ?? ""]);
      if (answer === null) return "taken";
      const hash = flatHash.parse(answer);
      return Object.keys(hash).length === 0 ? undefined : parseLedgerEntry(hash);
    },
    async release(key, { holder }) {
      await releaseScript(redis, [key], [holder]);
    },
    async markUnknown(key, index) {
      await note(key, [`part:${index}`, "unknown"]);
    },
    async markSent(key, index, isLast) {
      await note(key, [`part:${index}`, "sent", ...(isLast ? ["replied", now()] : [])]);
    },
    async replaceReply(key, reply) {
      await noteScript(redis, [key], ["reply", JSON.stringify(reply)]);
    },
    async markApology(key, apology) {
      await note(key, ["apology", apology]);
    },
  };
}
