import { parseReply } from "./parse-reply.ts";
import type { Session, SessionStore } from "./session-store.ts";
import { webhookErrors } from "./replies.ts";
import type { WebhookPace } from "./webhook-pace.ts";

const MAX_WEBHOOK_BYTES = 20_000;

export interface WebhookPost {
  session: string;
  contentType: string;
  bytes: number;
  /** `undefined` where it is not JSON. */
  body: unknown;
}

export interface Judgement {
  errcode: number;
  errmsg: string;
  session: Session | undefined;
}

/** What DingTalk answers to a post, before any knob is looked at. */
export function judgeWebhook(
  post: WebhookPost,
  sessions: SessionStore,
  pace: WebhookPace,
  perMinute: number | undefined,
): Judgement {
  const session = sessions.find(post.session);
  const answer = (errcode: number, errmsg = webhookErrors[errcode] ?? ""): Judgement => ({
    errcode,
    errmsg,
    session,
  });
  if (!post.contentType.toLowerCase().startsWith("application/json")) {
    return answer(43004);
  }
  if (session === undefined) {
    return answer(300001);
  }
  if (post.bytes > MAX_WEBHOOK_BYTES) {
    return answer(460101);
  }
  const parsed = parseReply(post.body);
  if (!parsed.ok) {
    return answer(parsed.errcode, parsed.errmsg);
  }
  const key = `${session.robot}\n${session.conversationId}`;
  return perMinute === undefined || pace.admit(key, perMinute) ? answer(0) : answer(130101);
}
