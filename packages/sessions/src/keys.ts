import type { SessionKey } from "./session-key.ts";

// Both keys live for the configured session time and are slid together; see session-store.ts.

/** A JSON string: the turns of a 串聊, see stored-context.ts. */
export function contextKey(prefix: string, key: SessionKey): string {
  return `${prefix}:session:context:${suffixOf(key)}`;
}

/** A plain string: the chat mode, absent where the default holds. */
export function modeKey(prefix: string, key: SessionKey): string {
  return `${prefix}:session:mode:${suffixOf(key)}`;
}

/** Matches every session of one person, for SCAN. */
export function sessionKeysOf(prefix: string, user: string): string {
  // What is left of an id after escaping holds none of SCAN's signs but this one.
  const escaped = encodeURIComponent(user.toWellFormed()).replaceAll("*", String.raw`\*`);
  return `${prefix}:session:*:${escaped}`;
}

/** Escaped, so that no id can reach into another's place, and readable, so that one person's keys can be found. */
function suffixOf({ robotKey, conversationId, user }: SessionKey): string {
  return [robotKey, conversationId, user].map((id) => encodeURIComponent(id.toWellFormed())).join(":");
}
