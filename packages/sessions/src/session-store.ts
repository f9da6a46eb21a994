import type { Redis } from "ioredis";
import { type ChatMode, readStoredMode } from "./chat-mode.ts";
import type { CommitEffect } from "./commit-effect.ts";
import { contextKey, modeKey } from "./keys.ts";
import type { SessionKey } from "./session-key.ts";
import { readStoredContext, writeStoredContext } from "./stored-context.ts";
import type { Turn } from "./turn.ts";

export interface Session {
  mode: ChatMode;
  /** The mode that the person asked for; undefined where the configured default holds. */
  chosenMode?: ChatMode | undefined;
  /** Oldest first. Kept through a spell of singleTurn, so look at `mode` before sending them. */
  turns: Turn[];
}

export interface SessionStoreOptions {
  redis: Pick<Redis, "eval">;
  /** What every key begins with, e.g. `dinglane:{0}`. */
  prefix: string;
  /** How long a session outlives its last use: a whole number above 0. */
  ttlSeconds: number;
  defaultMode: ChatMode;
}

export interface SessionStore {
  /** One round trip; whatever is read lives another `ttlSeconds`, mode and context together. */
  read(key: SessionKey): Promise<Session>;
  /**
   * What to write once a question is answered. Under multiTurn the context becomes `session.turns` (pass them as
   * trimmed) followed by the new turn; under singleTurn nothing is remembered. Either way a chosen mode is written
   * again, not only slid: an answer may outlast the session time, and the context it writes must not wake up under
   * another mode.
   */
  effectsOfTurn(key: SessionKey, session: Session, turn: Turn): CommitEffect[];
  /** A chosen mode. The context stays: 重置 is what forgets. */
  effectsOfMode(key: SessionKey, mode: ChatMode): CommitEffect[];
  /** Forgets mode and context. */
  effectsOfReset(key: SessionKey): CommitEffect[];
}

/** Reads sessions, and says what the commit script is to write; itself it writes nothing but the TTL. */
export function createSessionStore(options: SessionStoreOptions): SessionStore {
  const { redis, prefix, ttlSeconds, defaultMode } = options;
  if (!Number.isInteger(ttlSeconds) || ttlSeconds <= 0) {
    throw new RangeError(`ttlSeconds must be a whole number above 0, not ${ttlSeconds}`);
  }
  const set = (key: string, value: string): CommitEffect => ({ type: "set", key, value, ttlSeconds });
  const expire = (key: string): CommitEffect => ({ type: "expire", key, ttlSeconds });

  return {
    async read(key) {
      const [storedMode, storedContext] = await readAndSlide(redis, ttlSeconds, [
        modeKey(prefix, key),
        contextKey(prefix, key),
      ]);
      const chosenMode = readStoredMode(storedMode ?? null);
      return {
        mode: chosenMode ?? defaultMode,
        chosenMode,
        turns: readStoredContext(storedContext ?? null),
      };
    },
    effectsOfTurn(key, { mode, chosenMode, turns }, turn) {
      const context = contextKey(prefix, key);
      const remembered =
        mode === "multiTurn" ? set(context, writeStoredContext([...turns, turn])) : expire(context);
      return chosenMode === undefined ? [remembered] : [remembered, set(modeKey(prefix, key), chosenMode)];
    },
    effectsOfMode: (key, mode) => [set(modeKey(prefix, key), mode), expire(contextKey(prefix, key))],
    effectsOfReset: (key) => [
      { type: "delete", key: modeKey(prefix, key) },
      { type: "delete", key: contextKey(prefix, key) },
    ],
  };
}

/** One script, so that no commit or expiry falls between the two, and one command where MULTI would take four. */
const READ_AND_SLIDE =
  "return { redis.call('GETEX', KEYS[1], 'EX', ARGV[1]), redis.call('GETEX', KEYS[2], 'EX', ARGV[1]) }";

async function readAndSlide(
  redis: Pick<Redis, "eval">,
  ttlSeconds: number,
  [first, second]: readonly [string, string],
): Promise<(string | null)[]> {
  // Sent whole: it is hardly longer than its hash, and Redis keeps what it compiled.
  const replies = await redis.eval(READ_AND_SLIDE, 2, first, second, ttlSeconds);
  const values: unknown[] = Array.isArray(replies) ? replies : [];
  return values.map((value) => (typeof value === "string" ? value : null));
}
