import { markdownReply, type ReplyBody } from "@dinglane/dingtalk";
import type { Reply } from "./reply.ts";
import type { ReplyAddress } from "./reply-address.ts";

/** One part of a reply as DingTalk takes it. Only the last part mentions the asker: one question, one ping. */
export function replyBody(address: ReplyAddress, reply: Reply, index: number, text: string): ReplyBody {
  const isLast = index === reply.parts.length - 1;
  const mention = isLast && address.conversationType === "group";
  return markdownReply({
    title: reply.title,
    text,
    ...(mention ? { at: { staffId: address.staffId, nick: address.nick } } : {}),
  });
}
