import { setTimeout as delay } from "node:timers/promises";
import {
  createCardEnds,
  createCardRecords,
  createStartCard,
  type CardEnds,
  type CardWriter,
  type DingTalkAccess,
  type Ledger,
} from "@dinglane/delivery";
import { debtsKey, type Job } from "@dinglane/jobs";
import type { Config, Logger, ServiceContext } from "@dinglane/runtime";
import { replies } from "./replies.ts";
import type { RunningAttempt } from "./reply-processor.ts";

/** Cards, for a use case whose reply takes its time. */
export interface CardRoad {
  /**
   * Shows the answer to a message while it is written, where cards are on and its asker can be given one. What the use
   * case replies in the end goes on this card by itself.
   */
  start(job: Job, attempt: RunningAttempt, render: (wholeText: string) => string): CardWriter | undefined;
  /** Ends the card of a message that will have no reply. What fails here is made up for by whoever pays debts. */
  close(attempt: RunningAttempt, text: string): Promise<void>;
  /** Keeps what people have seen of an answer that broke off, for a later attempt that comes to nothing. Never rejects. */
  keepSeen(attempt: RunningAttempt, text: string): Promise<void>;
  /** What an earlier attempt has kept. */
  seen(attempt: RunningAttempt): Promise<string | undefined>;
}

/** Wires cards up: for use cases, and for how every reply is delivered. */
export function createCardRoad(options: {
  redis: ReturnType<ServiceContext["connectRedis"]>;
  prefix: string;
  now: () => number;
  ledger: Ledger;
  dingtalk: DingTalkAccess;
  cards: () => Config["cards"];
  log: Pick<Logger, "warn">;
}): CardRoad & CardEnds {
  const { redis, prefix, now, ledger, dingtalk, cards, log } = options;
  const { calls, client, openApi, budget } = dingtalk;
  const records = createCardRecords({ redis, prefix, debtsKey: debtsKey(prefix), now });
  const ends = createCardEnds({
    ledger,
    records,
    calls,
    client,
    openApi,
    movedText: replies.cardMoved,
    neutralText: replies.neutral,
    sleep: (ms) => delay(ms),
    log,
  });
  const startCard = createStartCard({
    cards,
    records,
    calls,
    client,
    budget,
    openApi,
    summary: replies.cardSummary,
    now: () => performance.now(),
    sleep: sleepUnlessAborted,
    log,
  });

  return {
    ...ends,
    start: ({ robotKey, msgId, conversation, user }, { receiptKey, lock }, render) =>
      startCard({
        key: receiptKey,
        lock,
        owner: { robotKey, msgId, userId: user.id },
        conversation,
        asker: { ...(user.staffId === undefined ? {} : { staffId: user.staffId }), nick: user.nick },
        render,
      }),
    async keepSeen({ receiptKey, lock }, text) {
      await records.keepSeen(receiptKey, lock, text).catch((err: unknown) => {
        log.warn({ err, ledger: receiptKey }, "what people saw of an answer is not kept");
      });
    },
    seen: ({ receiptKey }) => records.seen(receiptKey),
    async close({ receiptKey: key, lock }, text) {
      const sender = { holder: `job:${lock.token}`, lock };
      try {
        await ends.closeCard({ key, sender, text });
      } catch (err) {
        log.warn({ err, ledger: key }, "a card could not be closed yet");
      }
    },
  };
}

async function sleepUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const awake = Promise.withResolvers<void>();
  const timer = setTimeout(awake.resolve, ms);
  signal.addEventListener("abort", () => awake.resolve(), { once: true });
  await awake.promise;
  clearTimeout(timer);
}
