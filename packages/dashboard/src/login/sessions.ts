import { createHmac, randomBytes } from "node:crypto";
import type { DashboardUser } from "@dinglane/runtime";
import type { Redis } from "ioredis";
import { z } from "zod";
import { SESSION_IDLE_SECONDS, SESSION_MAX_SECONDS, sessionKey } from "../keys.ts";
import { hashOf } from "./hash-of.ts";
import { sameSecret } from "./same-secret.ts";
import type { Visit } from "./visit.ts";

const stored = z.object({
  name: z.string(),
  proof: z.string(),
  startedAtMs: z.number(),
});

export interface Sessions {
  /** Starts a session and returns its id, for the cookie. An id is only ever made here, so none can be planted. */
  start(user: DashboardUser): Promise<string>;
  /** Who the id belongs to, and one more idle time for them. */
  read(id: string): Promise<Visit | undefined>;
  end(id: string): Promise<void>;
}

/**
 * Logins in Redis, so that every replica knows them. Redis holds the id's hash only, and a proof that is bound to the
 * user's password and role: a change of either ends the session, and reading Redis gives neither id nor password.
 */
export function createSessions(options: {
  redis: Pick<Redis, "set" | "getex" | "del">;
  prefix: string;
  users: readonly DashboardUser[];
  now: () => number;
}): Sessions {
  const { redis, prefix, users, now } = options;
  const keyOf = (id: string): string => sessionKey(prefix, hashOf(id));

  return {
    async start(user) {
      const id = randomBytes(32).toString("base64url");
      const session = { name: user.name, proof: proofOf(id, user), startedAtMs: now() };
      await redis.set(keyOf(id), JSON.stringify(session), "EX", SESSION_IDLE_SECONDS);
      return id;
    },
    async read(id) {
      const text = await redis.getex(keyOf(id), "EX", SESSION_IDLE_SECONDS);
      const session = text === null ? undefined : parseSession(text);
      const user = users.find(({ name }) => name === session?.name);
      if (session === undefined || user === undefined) return undefined;
      if (now() - session.startedAtMs >= SESSION_MAX_SECONDS * 1000) return undefined;
      if (!sameSecret(session.proof, proofOf(id, user))) return undefined;
      return { name: user.name, role: user.role, session: hashOf(id) };
    },
    async end(id) {
      await redis.del(keyOf(id));
    },
  };
}

/** The id is 256 random bits that Redis does not have, so nobody can try passwords against the proof. */
function proofOf(id: string, { name, password, role }: DashboardUser): string {
  return createHmac("sha256", id)
    .update(JSON.stringify([name, password, role]))
    .digest("base64url");
}

/** What another version stored and we cannot read is no login. */
function parseSession(text: string): z.infer<typeof stored> | undefined {
  try {
    return stored.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
