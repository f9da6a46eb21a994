import type { ChatType } from "../config.ts";
import { choice } from "../formats/choice.ts";
import { LIST } from "../formats/list.ts";
import { setting } from "../setting.ts";

/** Who may use the bot, and which words it does not touch. */
export const ACCESS_SETTINGS = {
  chat_type: setting({
    env: "CHAT_TYPE",
    doc: "Conversations that are answered: 0 all, 1 one-to-one only, 2 groups only. Holds for administrators too.",
    format: choice<ChatType>({ "0": "any", "1": "oneToOne", "2": "group" }),
    default: "any",
    defaultDoc: "0",
  }),
  allow_groups: setting({
    env: "ALLOW_GROUPS",
    doc: "Conversation ids of the groups that are answered. Empty: all.",
    format: LIST,
    default: [],
  }),
  allow_outgoing_groups: setting({
    env: "ALLOW_OUTGOING_GROUPS",
    doc: "The same for outgoing robots in ordinary groups. Empty: all.",
    format: LIST,
    default: [],
  }),
  allow_users: setting({
    env: "ALLOW_USERS",
    doc: "User ids that are answered. Empty: all. People outside the company have no user id, so a list here leaves them out.",
    format: LIST,
    default: [],
  }),
  deny_users: setting({
    env: "DENY_USERS",
    doc: "User ids that are refused; beats `allow_users`.",
    format: LIST,
    default: [],
  }),
  vip_users: setting({
    env: "VIP_USERS",
    doc: "User ids without a daily limit.",
    format: LIST,
    default: [],
  }),
  admin_users: setting({
    env: "ADMIN_USERS",
    doc: "User ids of administrators: no daily limit, not bound by the lists above, and allowed the administrative commands.",
    format: LIST,
    default: [],
  }),
  sensitive_words: setting({
    env: "SENSITIVE_WORDS",
    doc: "A question with one of these is refused; in an answer each of their characters becomes 🚫.",
    format: LIST,
    default: [],
  }),
};
