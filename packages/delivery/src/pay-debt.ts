import { randomUUID } from "node:crypto";
import { isUnfinished } from "./cards/card-state.ts";
import type { CloseCard } from "./cards/close-card.ts";
import type { DeliverReply } from "./deliver-reply.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import type { Ledger } from "./ledger.ts";
import type { Reply } from "./reply.ts";
import type { Sender } from "./sender.ts";

interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** `settled`: nothing is owed any more, whether it could be paid or not. `taken`: somebody else is at it. */
export type DebtOutcome = { status: "settled" } | { status: "taken" } | { status: "later"; afterMs: number };

/** With these DingTalk has refused the very words that are owed, or the place they go to. */
const REFUSED = new Set(["webhook_refused", "openapi_refused"]);
/** How often to look whether a closed road is open again. */
const CLOSED_ROAD_MS = 3_600_000;

/**
 * Creates what pays one debt: the rest of a committed reply, else an apology; and the end of a card whose message has its
 * outcome elsewhere.
 */
export function createDebtPayment(options: {
  ledger: Pick<Ledger, "lease" | "release" | "read" | "markApology">;
  deliver: DeliverReply;
  closeCard: CloseCard;
  /** What ends a card: the reply went as messages; the question was taken back. */
  cardWords: { moved: string; stopped: string };
  apologyFor: (failure: string) => Promise<Reply>;
  log: Log;
}): (key: string) => Promise<DebtOutcome> {
  const { ledger, deliver, closeCard, cardWords, log } = options;
  const settled: DebtOutcome = { status: "settled" };

  async function impossible(
    key: string,
    sender: Sender,
    facts: { failure: string; code?: string; errcode?: number | undefined; err?: unknown },
  ): Promise<DebtOutcome> {
    log.error({ ledger: key, ...facts }, "a user could not be told what became of a question");
    await ledger.markApology(key, "impossible");
    // But for a card that still stands open: there it can be said.
    if (!isUnfinished((await ledger.read(key))?.card)) return settled;
    const { parts } = await options.apologyFor(facts.failure);
    return closeCard({ key, sender, text: parts.join("\n\n") });
  }

  async function endCard(key: string, sender: Sender, entry: LedgerEntry | undefined): Promise<DebtOutcome> {
    if (!isUnfinished(entry?.card)) return settled;
    return closeCard({ key, sender, text: entry?.stopped ? cardWords.stopped : cardWords.moved });
  }

  async function owed(
    entry: LedgerEntry,
    failure: string,
  ): Promise<{ as: "reply" | "apology"; reply: Reply }> {
    // A committed reply that cannot be read is as good as none: its user still gets words.
    if (entry.reply !== undefined && entry.reply !== "unreadable") return { as: "reply", reply: entry.reply };
    return { as: "apology", reply: await options.apologyFor(failure) };
  }

  async function pay(key: string, sender: Sender, entry: LedgerEntry | undefined): Promise<DebtOutcome> {
    if (entry === undefined) {
      log.error({ ledger: key }, "a debt was not paid within the day: its user was not told");
      return settled;
    }
    if (entry.replied || entry.stopped || entry.apology === "paid") return endCard(key, sender, entry);
    const { failure } = entry;
    // Its job is still to be run, maybe since an operator wants it so: what is said, and on which card, is that run's.
    if (failure === undefined) return entry.card?.state === "left" ? endCard(key, sender, entry) : settled;
    if (entry.address === undefined) {
      return impossible(key, sender, { failure, code: "address_unreadable" });
    }
    if (REFUSED.has(failure)) return impossible(key, sender, { failure });

    const { as, reply } = await owed(entry, failure);
    const result = await deliver({ key, sender, entry, reply, as });
    switch (result.status) {
      case "taken":
        return { status: "taken" };
      case "postponed":
        log.warn({ ledger: key, code: result.code, afterMs: result.retryAfterMs }, "a debt is paid later");
        return { status: "later", afterMs: result.retryAfterMs };
      case "undeliverable": {
        const { code, errcode, cause: err } = result;
        if (code !== "openapi_unavailable") return impossible(key, sender, { failure, code, errcode, err });
        // Somebody may mend it while the ledger still knows what is owed.
        const afterMs = result.retryAfterMs ?? CLOSED_ROAD_MS;
        log.warn({ ledger: key, code, afterMs, err }, "a debt is paid when DingTalk takes calls again");
        return { status: "later", afterMs };
      }
      case "delivered":
        if (as === "apology") await ledger.markApology(key, "paid");
        log.info({ ledger: key, failure, owed: as }, "a debt is paid");
        // Where the words did not go on the card, it is owed an end of its own.
        return endCard(key, sender, await ledger.read(key));
    }
  }

  return async (key) => {
    const sender: Sender = { holder: `payer:${randomUUID()}` };
    const entry = await ledger.lease(key, sender);
    if (entry === "taken") return { status: "taken" };
    try {
      return await pay(key, sender, entry);
    } finally {
      await ledger.release(key, sender);
    }
  };
}
