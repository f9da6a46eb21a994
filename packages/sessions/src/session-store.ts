import type { Redis } from "ioredis";
import type { ChatMode } from "./chat-mode.ts";
import type { CommitEffect } from "./commit-effect.ts";
import type { SessionKey } from "./session-key.ts";

/** A question and its answer. Both sides have names here, so no role can be mistaken on the way back. */
export interface Turn {
  question: string;
  answer: string;
}

export interface Session {
  mode: ChatMode;
  isDefaultMode: boolean;
  /** Oldest first. */
  turns: Turn[];
}

export interface SessionStoreOptions {
  redis: Pick<Redis, "multi">;
  /** What every key begins with, e.g. `dinglane:{0}`. */
  prefix: string;
  /** How long a session outlives its last use. */
  ttlSeconds: number;
  defaultMode: ChatMode;
}

export interface SessionStore {
  /** One round trip; whatever is read lives another `ttlSeconds`, mode and context together. */
  read(key: SessionKey): Promise<Session>;
  /**
   * What to write once a question is answered. Under multiTurn the context becomes `session.turns` (pass them as
   * trimmed) followed by the new turn or turns; under singleTurn nothing is remembered.
   */
  effectsOfTurn(
    key: SessionKey,
    session: Pick<Session, "mode" | "turns">,
    added: Turn | readonly Turn[],
  ): CommitEffect[];
  effectsOfMode(key: SessionKey, mode: ChatMode): CommitEffect[];
  effectsOfReset(key: SessionKey): CommitEffect[];
}

export function createSessionStore(_options: SessionStoreOptions): SessionStore {
  throw new Error("being written");
}
