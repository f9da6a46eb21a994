import type { Redis } from "ioredis";
import type { DeliverReply } from "./deliver-reply.ts";
import type { DeliveryResult } from "./delivery-result.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import type { Ledger } from "./ledger.ts";
import { loadScript } from "./load-script.ts";
import type { Reply } from "./reply.ts";

/** What one payer takes at a time, and how long the others leave it alone. */
const CLAIM = { count: 20, hiddenMs: 30_000 };
/** How often a payer looks without being told: the safety net for a worker that died right after failing a job. */
const LOOK_EVERY_MS = 3_000;

interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Pays what failed jobs left owing: the rest of a committed reply, else an apology. Any process may run one. */
export interface DebtPayer {
  /** Looks now instead of at the next turn; call it when a job has failed for good. */
  poke(): void;
  /** Stops after the debt in hand. */
  close(): Promise<void>;
}

/** Starts paying in the background. `apologyFor` turns a failure code into the words for the user. */
export function startDebtPayer(options: {
  redis: Redis;
  /** Sorted set of ledger keys whose users are owed words, by when to try next; written where jobs fail. */
  debtsKey: string;
  ledger: Ledger;
  deliver: DeliverReply;
  apologyFor: (failure: string) => Promise<Reply>;
  now: () => number;
  log: Log;
  lookEveryMs?: number;
}): DebtPayer {
  const { redis, debtsKey: debts, ledger, deliver, now, log } = options;
  const claimScript = loadScript(new URL("claim-debts.lua", import.meta.url));
  let closed = false;
  let round: Promise<void> | undefined;
  let again = false;

  async function settle(key: string, apology: "paid" | "impossible" | undefined): Promise<void> {
    if (apology !== undefined) await ledger.markApology(key, apology);
    await redis.zrem(debts, key);
  }

  async function pay(key: string, entry: LedgerEntry): Promise<DeliveryResult | undefined> {
    if (entry.replied || entry.apology === "paid" || entry.address === undefined) return undefined;
    if (entry.reply !== undefined) return deliver({ key, entry, reply: entry.reply });
    return deliver({
      key,
      entry,
      reply: await options.apologyFor(entry.failure ?? "unknown"),
      as: "apology",
    });
  }

  async function payOne(key: string): Promise<void> {
    const entry = await ledger.read(key);
    const result = entry && (await pay(key, entry));
    if (entry === undefined || result === undefined) return settle(key, undefined);
    if (result.status === "delivered") {
      log.info({ failure: entry.failure, owed: entry.reply ? "reply" : "apology" }, "debt paid");
      return settle(key, entry.reply ? undefined : "paid");
    }
    if (result.status === "undeliverable") {
      log.error({ code: result.code, errcode: result.errcode }, "a user could not be told of a failure");
      return settle(key, "impossible");
    }
    log.warn({ code: result.code, retryAfterMs: result.retryAfterMs }, "debt postponed");
    await redis.zadd(debts, "XX", now() + result.retryAfterMs, key);
  }

  /** Pays one batch; true when there may be more. */
  async function payBatch(): Promise<boolean> {
    const until = now() + CLAIM.hiddenMs;
    const due = (await claimScript(redis, [debts], [now(), until, CLAIM.count])) as string[];
    for (const key of due) {
      if (closed) return false;
      // One unreadable entry must not keep the others waiting; it stays hidden until its claim ends.
      await payOne(key).catch((err: unknown) => log.error({ err }, "debt not paid"));
    }
    return due.length === CLAIM.count;
  }

  async function payDue(): Promise<void> {
    do again = false;
    while ((await payBatch()) || again);
  }

  function look(): void {
    if (closed) return;
    again = true;
    round ??= payDue()
      .catch((err: unknown) => log.warn({ err }, "could not look for debts"))
      .finally(() => {
        round = undefined;
      });
  }

  const timer = setInterval(look, options.lookEveryMs ?? LOOK_EVERY_MS);
  return {
    poke: look,
    async close() {
      closed = true;
      clearInterval(timer);
      // While Redis is away no debt can be settled: what is in hand stays recorded, and is looked at again.
      if (redis.status === "ready") await round;
    },
  };
}
