import { parseCardState, type CardState } from "./cards/card-state.ts";
import { parseReplyAddress, type ReplyAddress } from "./reply-address.ts";
import { parseReply, type Reply } from "./reply.ts";

/** Everything that is known about the outcome of one message. */
export interface LedgerEntry {
  /** Undefined when the stored address cannot be read any more: then nobody can be answered. */
  address: ReplyAddress | undefined;
  /**
   * The committed reply: from here on the model is not asked again. `unreadable`: there is one, but another version
   * of this program wrote it.
   */
  reply: Reply | "unreadable" | undefined;
  /** Parts of the reply that DingTalk confirmed, by index. */
  sentParts: ReadonlySet<number>;
  /** Parts whose send had no answer: they may have arrived. */
  unknownParts: ReadonlySet<number>;
  /** The card that it is answered on, where there is one. */
  card: CardState | undefined;
  replied: boolean;
  /** The user took the question back: it is not answered any more. */
  stopped: boolean;
  /** Questions that its asker had left for the day after this one; undefined where no day's quota holds. */
  leftToday: number | undefined;
  /** Why the job failed for good, as a stable code. */
  failure: string | undefined;
  apology: "due" | "paid" | "impossible" | undefined;
}

/** Reads the ledger hash. */
export function parseLedgerEntry(hash: Record<string, string>): LedgerEntry {
  const parts = (mark: string): Set<number> =>
    new Set(
      Object.entries(hash)
        .filter(([field, value]) => field.startsWith("part:") && value === mark)
        .map(([field]) => Number(field.slice("part:".length))),
    );
  const { to, reply, card, replied, stopped, failure, apology, left } = hash;
  return {
    address: parseReplyAddress(to),
    reply: reply === undefined ? undefined : (parseReply(reply) ?? "unreadable"),
    sentParts: parts("sent"),
    unknownParts: parts("unknown"),
    card: parseCardState(card),
    replied: replied !== undefined,
    stopped: stopped !== undefined,
    leftToday: left === undefined ? undefined : Number(left),
    failure,
    apology: apology === "due" || apology === "paid" || apology === "impossible" ? apology : undefined,
  };
}
