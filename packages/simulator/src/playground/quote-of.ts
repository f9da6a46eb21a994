import { robotIdIn } from "../compose-message.ts";
import type { Delivery } from "../delivery.ts";
import { recordOf } from "../record-of.ts";
import type { QuotedBody } from "../robot-messages.ts";
import type { SaidMessage } from "../said-message.ts";
import { UnknownNameError } from "../unknown-name-error.ts";

/** What somebody points at: a message of a person's, or a reply by its number. */
export type Quotable = { msgId: string } | { number: number };

/**
 * What a message carries about the one that it quotes, as captures show it; DingTalk's documents do not say.
 * @throws UnknownNameError
 */
export function quoteOf(
  quotable: Quotable,
  said: (msgId: string) => SaidMessage,
  deliveries: readonly Delivery[],
): QuotedBody {
  if ("msgId" in quotable) {
    const { msgId, callbackBody, atMs } = said(quotable.msgId);
    const { msgtype, text, content, senderId } = callbackBody;
    return {
      msgType: String(msgtype),
      msgId,
      senderId: String(senderId),
      createdAt: atMs,
      content: msgtype === "text" ? { text: recordOf(text)["content"] } : content,
    };
  }
  const delivery = deliveries.find(({ number, shown }) => shown && number === quotable.number);
  if (delivery?.reply === undefined) throw new UnknownNameError("message", String(quotable.number));
  return {
    msgType: delivery.reply.msgtype,
    msgId: `msgReply${delivery.number}==`,
    senderId: robotIdIn(delivery.robot ?? ""),
    createdAt: delivery.atMs,
    content: { text: delivery.text },
  };
}
