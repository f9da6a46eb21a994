import type { Mention } from "./mention.ts";
import type { TextReply } from "./reply-body.ts";
import { withMention } from "./with-mention.ts";

/** A plain text reply; with `at` it ends with a mention of the asker. */
export function textReply(reply: { text: string; at?: Mention | undefined }): TextReply {
  const { text, at } = withMention(reply.text, reply.at, "\n");
  return { msgtype: "text", text: { content: text }, ...(at === undefined ? {} : { at }) };
}
