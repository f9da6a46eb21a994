import { createHmac } from "node:crypto";
import type { CustomRobot } from "./custom-robot.ts";
import { parseReply } from "./parse-reply.ts";
import { webhookErrors } from "./replies.ts";
import { replyText } from "./reply-text.ts";
import type { WebhookPace } from "./webhook-pace.ts";

const MAX_BYTES = 20_000;
const MAX_AGE_MS = 60 * 60_000;
/** DingTalk's, for every custom robot. */
const PER_MINUTE = 20;

export interface CustomPost {
  contentType: string;
  timestamp: string;
  sign: string;
  bytes: number;
  body: unknown;
}

const answer = (
  errcode: number,
  errmsg = webhookErrors[errcode] ?? "error",
): { errcode: number; errmsg: string } => ({ errcode, errmsg });

/**
 * What DingTalk answers to a custom robot's post: an errcode, and words of it where they are not the usual ones.
 * https://open.dingtalk.com/document/development/custom-robots-send-group-messages
 */
export function judgeCustomRobot(
  robot: CustomRobot | undefined,
  post: CustomPost,
  pace: WebhookPace,
  nowMs: number,
): { errcode: number; errmsg: string } {
  if (!post.contentType.toLowerCase().startsWith("application/json")) return answer(43004);
  if (robot === undefined) return answer(400101);
  if (robot.isStopped === true) return answer(400102);
  if (robot.secret !== undefined) {
    const isRecent = Math.abs(nowMs - Number(post.timestamp || NaN)) <= MAX_AGE_MS;
    if (!isRecent) return answer(310000, "invalid timestamp");
    const text = `${post.timestamp}\n${robot.secret}`;
    const wanted = createHmac("sha256", robot.secret).update(text).digest("base64");
    if (wanted !== post.sign) return answer(310000, "sign not match");
  }
  if (post.bytes > MAX_BYTES) return answer(460101);
  const parsed = parseReply(post.body);
  if (!parsed.ok) return answer(parsed.errcode, parsed.errmsg);
  const words = replyText(parsed.reply);
  if (robot.keywords !== undefined && !robot.keywords.some((word) => words.includes(word)))
    return answer(310000, "keywords not in content");
  return pace.admit(robot.accessToken, PER_MINUTE) ? answer(0) : answer(130101);
}
