import type { Delivery } from "./delivery.ts";
import type { Journal } from "./journal.ts";
import { parseReply } from "./parse-reply.ts";
import type { Reply } from "./reply.ts";
import { replyText } from "./reply-text.ts";
import type { Timeline } from "./timeline.ts";

/** Where a robot's message came from and is to go. */
export type ReplySource = Pick<
  Delivery,
  "via" | "session" | "robot" | "conversationId" | "msgId" | "body" | "bytes"
> & {
  /** The message in the form that a webhook takes, where the body is another one. */
  message?: Reply;
};

export interface Verdict {
  errcode?: number;
  errmsg?: string;
  /** Of a refusal by the OpenAPI. */
  code?: string;
  /** Whether the message is put into the conversation. */
  shown: boolean;
}

/** Writes a robot's message into the journal and, for people to see, into the timeline. */
export function takeReply(
  { message, ...source }: ReplySource,
  verdict: Verdict,
  stores: { journal: Journal; timeline: Timeline; now: () => number },
): Delivery {
  const atMs = stores.now();
  const parsed = message === undefined ? parseReply(source.body) : { ok: true as const, reply: message };
  const reply = parsed.ok ? parsed.reply : undefined;
  const shown = verdict.shown && reply !== undefined && reply.msgtype !== "empty";
  const delivery = stores.journal.add({
    atMs,
    ...source,
    ...verdict,
    ...(reply === undefined ? {} : { reply }),
    text: reply === undefined ? "" : replyText(reply),
    shown,
  });
  if (source.conversationId === undefined) {
    return delivery;
  }
  if (shown) {
    const msgId = source.msgId === undefined ? {} : { msgId: source.msgId };
    const { number } = delivery;
    stores.timeline.add({
      kind: "reply",
      conversationId: source.conversationId,
      number,
      ...msgId,
      reply,
      atMs,
    });
  } else if (verdict.code !== undefined || (verdict.errcode !== undefined && verdict.errcode !== 0)) {
    const { errcode = 0, errmsg = "" } = verdict;
    stores.timeline.add({
      kind: "refused",
      conversationId: source.conversationId,
      errcode: verdict.code ?? errcode,
      errmsg,
      atMs,
    });
  }
  return delivery;
}
