import type { Redis } from "ioredis";
import { loadScript } from "./load-script.ts";
import { parseClaimed } from "./parse-claimed.ts";
import { createDebtPayment } from "./pay-debt.ts";

/** What one payer takes at a time, and how long the others leave it alone; the lease, not this, keeps them apart. */
const CLAIM = { count: 5, hiddenMs: 30_000 };
/** How often a payer looks without being told: the safety net for a worker that died right after failing a job. */
const LOOK_EVERY_MS = 3_000;

/** Pays what failed jobs left owing: the rest of a committed reply, else an apology. Any process may run one. */
export interface DebtPayer {
  /** Looks now instead of at the next turn; call it when a job has failed for good. */
  poke(): void;
  /** Stops after the debt in hand. */
  close(): Promise<void>;
}

/** Starts paying in the background. `apologyFor` turns a failure code into the words for the user. */
export function startDebtPayer(
  options: Parameters<typeof createDebtPayment>[0] & {
    redis: Redis;
    /** Sorted set of ledger keys whose users are owed words, by when to try next; written where jobs fail. */
    debtsKey: string;
    now: () => number;
    lookEveryMs?: number;
  },
): DebtPayer {
  const { redis, debtsKey: debts, now, log } = options;
  const payDebt = createDebtPayment(options);
  const claimScript = loadScript(new URL("claim-debts.lua", import.meta.url));
  let closed = false;
  let round: Promise<void> | undefined;
  let again = false;

  async function payOne(key: string): Promise<void> {
    const outcome = await payDebt(key);
    if (outcome.status === "settled") await redis.zrem(debts, key);
    if (outcome.status === "later") await redis.zadd(debts, "XX", now() + outcome.afterMs, key);
  }

  /** Pays one batch; true when there may be more. */
  async function payBatch(): Promise<boolean> {
    const until = now() + CLAIM.hiddenMs;
    const due = parseClaimed(await claimScript(redis, [debts], [now(), until, CLAIM.count]));
    // One that fails must not keep the others waiting; it stays hidden until its claim ends.
    const outcomes = await Promise.allSettled(due.map(payOne));
    for (const [at, outcome] of outcomes.entries()) {
      if (outcome.status === "rejected")
        log.error({ err: outcome.reason, ledger: due[at] }, "a debt is not paid");
    }
    return due.length === CLAIM.count && !closed;
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
