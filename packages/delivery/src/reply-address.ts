import type { RobotMessage } from "@dinglane/dingtalk";
import { z } from "zod";
import { parseStored } from "./parse-stored.ts";

const schema = z.object({
  sessionWebhook: z.string(),
  sessionWebhookExpiresAtMs: z.number(),
  /** Robot and conversation, for what holds for all messages there. */
  conversation: z.string().optional(),
  conversationType: z.enum(["oneToOne", "group"]),
  staffId: z.string().optional(),
  nick: z.string(),
});

/**
 * Where and to whom a message is answered. It holds the sessionWebhook, a bearer URL, so it lives only in the
 * ledger: never in job data, logs or metrics.
 */
export type ReplyAddress = z.infer<typeof schema>;

/** The address that a message asks to be answered at. */
export function replyAddressOf(message: RobotMessage): ReplyAddress {
  return {
    sessionWebhook: message.sessionWebhook,
    sessionWebhookExpiresAtMs: message.sessionWebhookExpiresAtMs,
    conversation: [message.robotKey, message.conversation.id]
      .map((id) => encodeURIComponent(id.toWellFormed()))
      .join(":"),
    conversationType: message.conversation.type,
    ...(message.sender.staffId === undefined ? {} : { staffId: message.sender.staffId }),
    nick: message.sender.nick,
  };
}

/** Reads a stored address; undefined when it is not one that this version knows. */
export const parseReplyAddress = (stored: string | undefined): ReplyAddress | undefined =>
  parseStored(schema, stored);
