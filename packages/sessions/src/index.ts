/** What the bot remembers about a person in a conversation: chat mode and context. */
export {
  createSessionStore,
  type Session,
  type SessionStore,
  type SessionStoreOptions,
} from "./session-store.ts";
/** Forgets a person everywhere. */
export { eraseSessions } from "./erase-sessions.ts";
/** 单聊 or 串聊. */
export type { ChatMode } from "./chat-mode.ts";
/** A write for the commit script. */
export type { CommitEffect } from "./commit-effect.ts";
/** One question and its answer. */
export type { Turn } from "./turn.ts";
/** Robot, conversation and user. */
export type { SessionKey } from "./session-key.ts";
