import { dingtalkWords, webhookErrors } from "./replies.ts";
import { type Reply, replySchemas } from "./reply.ts";

export type ParsedReply = { ok: true; reply: Reply } | { ok: false; errcode: number; errmsg: string };

/** What DingTalk says about a message body: taken, or which code refuses it. */
export function parseReply(body: unknown): ParsedReply {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return refused(40035);
  }
  const msgtype = "msgtype" in body ? body.msgtype : undefined;
  if (typeof msgtype !== "string" || !isKnown(msgtype)) {
    return refused(400105);
  }
  const parsed = replySchemas[msgtype].safeParse(body);
  if (parsed.success) {
    return { ok: true, reply: parsed.data };
  }
  const missing = parsed.error.issues[0]?.path.join(".") ?? "json";
  return refused(40035, dingtalkWords.missingParameter(missing));
}

function isKnown(msgtype: string): msgtype is keyof typeof replySchemas {
  return Object.hasOwn(replySchemas, msgtype);
}

function refused(errcode: number, errmsg = webhookErrors[errcode] ?? "error"): ParsedReply {
  return { ok: false, errcode, errmsg };
}
