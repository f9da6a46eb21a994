import type { CommitEffect } from "./commit-effect.ts";
import type { DeliverReply } from "./deliver-reply.ts";
import type { DeliveryResult } from "./delivery-result.ts";
import type { JobLock, Ledger } from "./ledger.ts";
import type { Reply } from "./reply.ts";

/** What a use case has made of a message: the words for the user, and what is written together with them. */
export interface ComposedReply {
  reply: Reply;
  effects: CommitEffect[];
}

/**
 * `stale`: another worker runs this job now, which will reply. `stopped`: the user took the question back.
 * `forgotten`: the ledger has no entry any more, so nobody can be answered.
 */
type ReplyOnceResult = DeliveryResult | { status: "stale" | "stopped" | "forgotten" };

/** Replies to one message. */
export type ReplyOnce = (message: {
  key: string;
  lock: JobLock;
  /** Called only when no reply is committed yet. */
  compose: () => Promise<ComposedReply>;
}) => Promise<ReplyOnceResult>;

/** Creates the one road from a job to its user: compose → commit → send → mark. A retry goes on where it broke off. */
export function createReplyOnce(options: { ledger: Ledger; deliver: DeliverReply }): ReplyOnce {
  const { ledger, deliver } = options;

  return async ({ key, lock, compose }) => {
    const entry = await ledger.read(key);
    if (entry === undefined) return { status: "forgotten" };
    if (entry.replied) return { status: "delivered" };
    if (entry.stopped) return { status: "stopped" };
    if (entry.reply !== undefined) return deliver({ key, entry, reply: entry.reply });

    const { reply, effects } = await compose();
    const commit = await ledger.commit({ key, lock, reply, effects });
    if (commit.status === "stale" || commit.status === "stopped") return { status: commit.status };
    return deliver({ key, entry, reply: commit.reply });
  };
}
