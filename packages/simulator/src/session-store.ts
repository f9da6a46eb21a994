import { randomBytes } from "node:crypto";

/** 90 minutes: what every sample callback shows between createAt and sessionWebhookExpiredTime. */
const SESSION_LIFE_MS = 90 * 60_000;

export interface Session {
  session: string;
  robot: string;
  conversationId: string;
  issuedAtMs: number;
  expiresAtMs: number;
  /** Set while only one message ever carried this session. */
  soleMsgId: string | undefined;
}

export interface SessionStore {
  issue(robot: string, conversationId: string, msgId: string): Session;
  /** A session of its own, tied to no message. */
  open(robot: string, conversationId: string): Session;
  /** The living session of this name. */
  find(session: string): Session | undefined;
  expireAll(this: void): void;
}

/** Sessions as DingTalk hands them out: one per conversation for some minutes, each callback renewing its end. */
export function createSessionStore(
  reuseMs: number,
  now: () => number,
  lifeMs = SESSION_LIFE_MS,
): SessionStore {
  const sessions = new Map<string, Session>();
  const newest = new Map<string, Session>();

  const create = (robot: string, conversationId: string, soleMsgId: string | undefined): Session => {
    const issuedAtMs = now();
    const expiresAtMs = issuedAtMs + lifeMs;
    const session = randomBytes(16).toString("hex");
    const fresh = { session, robot, conversationId, issuedAtMs, expiresAtMs, soleMsgId };
    sessions.set(session, fresh);
    return fresh;
  };

  return {
    open: (robot, conversationId) => create(robot, conversationId, undefined),
    issue(robot, conversationId, msgId) {
      const nowMs = now();
      dropExpired(sessions, nowMs);
      const key = `${robot}\n${conversationId}`;
      const current = newest.get(key);
      if (current !== undefined && sessions.has(current.session) && nowMs - current.issuedAtMs < reuseMs) {
        current.expiresAtMs = nowMs + lifeMs;
        current.soleMsgId = current.soleMsgId === msgId ? msgId : undefined;
        return current;
      }
      const fresh = create(robot, conversationId, msgId);
      newest.set(key, fresh);
      return fresh;
    },
    find(session) {
      const found = sessions.get(session);
      return found !== undefined && found.expiresAtMs > now() ? found : undefined;
    },
    expireAll: () => sessions.clear(),
  };
}

/** From the oldest on, so that a long run neither grows nor scans all of them each time. */
function dropExpired(sessions: Map<string, Session>, nowMs: number): void {
  for (const [name, session] of sessions) {
    if (session.expiresAtMs > nowMs) {
      return;
    }
    sessions.delete(name);
  }
}
