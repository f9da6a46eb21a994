import type { Redis } from "ioredis";
import { SPENT_TTL_SECONDS, spentKey } from "../keys.ts";
import type { PostNotice } from "../notices/notice-post.ts";

/** DingTalk's two allowances of an organisation. */
export type BudgetKind = "api" | "webhook";

/** `low`: 80 % are spent. `spent`: all, or DingTalk says so. */
export type BudgetLevel = "fine" | "low" | "spent";

export interface BudgetStanding {
  spent: number;
  /** 0: none is configured. */
  budget: number;
  level: BudgetLevel;
}

/** What is spent of the month's calls, for all robots and processes. It warns and advises; it never stops an answer. */
export interface CallBudget {
  /** Counts one call. Counting is not worth a failure: what goes wrong is logged. */
  spend(kind: BudgetKind): Promise<void>;
  /** DingTalk says that the organisation's allowance is used up. */
  refused(kind: BudgetKind): Promise<void>;
  standing(): Promise<Record<BudgetKind, BudgetStanding>>;
}

const LOW_SHARE = 0.8;
/** A count of calls lives on for two months; its time to live is set with the first call, and then every so many. */
const EXPIRE_EVERY = 100;

/** Creates the count; `timeZone` is where a month ends. A budget of 0 is none. */
export function createCallBudget(options: {
  redis: Redis;
  prefix: string;
  budgets: Record<BudgetKind, number>;
  timeZone: string;
  now: () => number;
  log: { warn(fields: object, message: string): void };
  postNotice: PostNotice;
}): CallBudget {
  const { redis, prefix, budgets, now, log, postNotice } = options;
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: options.timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
  });
  const month = (): string => {
    const { year, month: number } = Object.fromEntries(
      parts.formatToParts(now()).map(({ type, value }) => [type, value]),
    );
    return `${year}-${number}`;
  };

  function levelOf(kind: BudgetKind, spent: number, isRefused: boolean): BudgetLevel {
    const budget = budgets[kind];
    if (isRefused || (budget > 0 && spent >= budget)) return "spent";
    return budget > 0 && spent >= budget * LOW_SHARE ? "low" : "fine";
  }

  async function count(kind: BudgetKind): Promise<void> {
    const key = spentKey(prefix, month());
    const spent = await redis.hincrby(key, kind, 1);
    // Now and then, not with each call: once would do, were it not for who dies between the two commands.
    if (spent % EXPIRE_EVERY === 1) await redis.expire(key, SPENT_TTL_SECONDS);
    // Each number is somebody's: one process sees the level change, and tells it.
    const level = levelOf(kind, spent, false);
    if (level === levelOf(kind, spent - 1, false)) return;
    if (level !== "fine") {
      await postNotice({ kind: `budget_${level}`, budget: kind, spent, of: budgets[kind] });
    }
    const share = level === "low" ? "80 %" : "all";
    log.warn({ budget: kind, spent, of: budgets[kind] }, `${share} of this month's DingTalk calls are spent`);
  }

  return {
    async spend(kind) {
      try {
        await count(kind);
      } catch (err) {
        log.warn({ err, budget: kind }, "a DingTalk call is not counted");
      }
    },
    async refused(kind) {
      const key = spentKey(prefix, month());
      const [isNews] = await Promise.all([
        redis.hsetnx(key, `${kind}:refused`, now()),
        redis.expire(key, SPENT_TTL_SECONDS),
      ]);
      if (isNews === 1) {
        const spent = Number((await redis.hget(key, kind)) ?? 0);
        await postNotice({ kind: "budget_spent", budget: kind, spent, of: budgets[kind] });
        log.warn({ budget: kind }, "DingTalk says that this month's calls of the organisation are used up");
      }
    },
    async standing() {
      const hash = await redis.hgetall(spentKey(prefix, month()));
      const of = (kind: BudgetKind): BudgetStanding => {
        const spent = Number(hash[kind] ?? 0);
        return {
          spent,
          budget: budgets[kind],
          level: levelOf(kind, spent, hash[`${kind}:refused`] !== undefined),
        };
      };
      return { api: of("api"), webhook: of("webhook") };
    },
  };
}
