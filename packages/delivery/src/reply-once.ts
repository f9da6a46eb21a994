import { isUnfinished } from "./cards/card-state.ts";
import type { CloseCard } from "./cards/close-card.ts";
import type { CommitEffect } from "./commit-effect.ts";
import type { DeliverReply } from "./deliver-reply.ts";
import type { DeliveryResult } from "./delivery-result.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import type { JobLock, Ledger } from "./ledger.ts";
import type { Reply } from "./reply.ts";
import { jobSender } from "./sender.ts";

/** What a use case has made of a message: the words for the user, and what is written together with them. */
export interface ComposedReply {
  reply: Reply;
  effects: CommitEffect[];
  /** The message was refused, not answered: it costs nothing of its asker's day. */
  isRefusal?: boolean;
}

/**
 * `stale`: another worker runs this job now, which will reply. `stopped`: the user took the question back.
 * `forgotten`: the ledger has no entry any more, or none that this version can read, so nobody can be answered.
 */
type ReplyOnceResult = DeliveryResult | { status: "stale" | "stopped" | "forgotten" };

/** Replies to one message. */
export type ReplyOnce = (message: {
  key: string;
  lock: JobLock;
  /** The run's own: once it is aborted, no further part is sent. */
  signal?: AbortSignal;
  /** Called only when no reply is committed yet, with what is known of the message. */
  compose: (entry: LedgerEntry) => Promise<ComposedReply>;
}) => Promise<ReplyOnceResult>;

/** Creates the one road from a job to its user: compose → commit → send → mark. A retry goes on where it broke off. */
export function createReplyOnce(options: {
  ledger: Pick<Ledger, "read" | "commit" | "lease" | "release">;
  deliver: DeliverReply;
  closeCard: CloseCard;
  /** Ends the card of a question that was taken back. */
  stoppedText: string;
}): ReplyOnce {
  const { ledger, deliver, closeCard, stoppedText: text } = options;

  return async ({ key, lock, signal, compose }) => {
    const before = await ledger.read(key);
    if (before === undefined) return { status: "forgotten" };
    if (before.replied) return { status: "delivered" };
    if (before.stopped) {
      if (isUnfinished(before.card)) await closeCard({ key, sender: jobSender(lock), text });
      return { status: "stopped" };
    }
    if (before.reply === undefined) {
      const { reply, effects, isRefusal } = await compose(before);
      const outcome = await ledger.commit({ key, lock, reply, effects, isRefusal });
      if (outcome === "stopped") {
        // What people have read stays, whatever was still to come.
        const ending = reply.card === undefined ? text : `${reply.card.text}\n\n${text}`;
        await closeCard({ key, sender: jobSender(lock), text: ending });
      }
      if (outcome === "stale" || outcome === "stopped") return { status: outcome };
    }

    const sender = jobSender(lock, signal);
    const entry = await ledger.lease(key, sender);
    if (entry === "taken") return { status: "taken" };
    if (entry?.reply === undefined || entry.reply === "unreadable") {
      await ledger.release(key, sender);
      return { status: "forgotten" };
    }
    const result = await deliver({ key, sender, entry, reply: entry.reply });
    // The next attempt, or who pays the debt, need not wait for the lease to run out.
    if (result.status !== "delivered") await ledger.release(key, sender);
    return result;
  };
}
