import type { Reply } from "./reply.ts";

/** The words of a reply, in the place its type keeps them; "" for a feed card. */
export function replyText(reply: Reply): string {
  if (reply.msgtype === "text") {
    return reply.text.content;
  }
  if (reply.msgtype === "markdown") {
    return reply.markdown.text;
  }
  if (reply.msgtype === "link") {
    return reply.link.text;
  }
  return reply.msgtype === "actionCard" ? reply.actionCard.text : "";
}
