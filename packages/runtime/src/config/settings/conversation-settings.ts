import type { ChatMode } from "../config.ts";
import { choice } from "../formats/choice.ts";
import { duration } from "../formats/duration.ts";
import { PROSE, TEXT } from "../formats/text.ts";
import { setting } from "../setting.ts";
import { DEFAULT_CLEAR_TOKEN, DEFAULT_HELP } from "../replies.ts";

/** What a conversation remembers, and what the bot says about itself. */
export const CONVERSATION_SETTINGS = {
  session_timeout: setting({
    env: "SESSION_TIMEOUT",
    aliases: ["SESSIONTIMEOUT"],
    doc: "How long mode and context are kept after the last message.",
    format: duration(1, 365 * 86_400),
    default: 600,
  }),
  session_clear_token: setting({
    env: "SESSION_CLEAR_TOKEN",
    doc: "One more word that starts a new conversation, besides 重置, 退出 and 结束.",
    format: TEXT,
    default: DEFAULT_CLEAR_TOKEN,
  }),
  default_mode: setting({
    env: "DEFAULT_MODE",
    doc: "Mode of a conversation in which nobody has chosen one: without context (单聊) or with it (串聊).",
    format: choice<ChatMode>({ 单聊: "singleTurn", 串聊: "multiTurn" }),
    default: "singleTurn",
    defaultDoc: "单聊",
  }),
  help: setting({
    env: "HELP",
    doc: "The answer to 帮助, in Markdown.",
    format: PROSE,
    default: DEFAULT_HELP,
    defaultDoc: "a built-in text",
  }),
};
