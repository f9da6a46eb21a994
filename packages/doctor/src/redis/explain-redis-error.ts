import type { Complaint, Nameless } from "../finding.ts";
import { explainNetworkError } from "../network/explain-network-error.ts";
import { networkFailureOf } from "../network/network-failure.ts";

interface Explanation {
  code:
    | "redis_password_missing"
    | "redis_password_refused"
    | "redis_not_permitted"
    | "redis_loading"
    | "redis_without_master";
  seen: string;
  todo: string;
}

/** By the word that begins every error reply: it is the protocol's error code (https://redis.io/docs/latest/develop/reference/protocol-spec/). */
const BY_REPLY: Readonly<Record<string, Explanation>> = {
  NOAUTH: {
    code: "redis_password_missing",
    seen: "it wants a password, and redis_url has none",
    todo: "Put the password into redis_url (REDIS_URL): redis://:password@host:6379",
  },
  WRONGPASS: {
    code: "redis_password_refused",
    seen: "it refuses the user or password in redis_url",
    todo: "Compare redis_url (REDIS_URL) with requirepass or the ACL of that Redis; special characters are written %XX",
  },
  NOPERM: {
    code: "redis_not_permitted",
    seen: "its user may not do what Dinglane needs",
    todo: "Give that user all commands on keys and channels beginning dinglane:, or use the default user",
  },
  LOADING: {
    code: "redis_loading",
    seen: "it is still loading its data",
    todo: "Wait until it has finished, then run the doctor again",
  },
  MASTERDOWN: {
    code: "redis_without_master",
    seen: "it is a replica without its master",
    todo: "Point redis_url (REDIS_URL) at the master",
  },
};

const UNREACHED_TODO =
  "Start Redis, or set redis_url (REDIS_URL) to where it runs; `pnpm start` brings one of its own when redis_url is not set";

/** Why the Redis at an address could not be talked to. */
export function explainRedisError(error: unknown, url: string): Nameless<Complaint> {
  const reply =
    error instanceof Error && error.name === "ReplyError" ? /^[A-Z]+/.exec(error.message)?.[0] : undefined;
  const level = "fail";
  if (reply === undefined) {
    return {
      level,
      code: "redis_unreachable",
      facts: { url, failure: networkFailureOf(error) },
      seen: explainNetworkError(error),
      todo: UNREACHED_TODO,
    };
  }
  const known = BY_REPLY[reply];
  if (known !== undefined) return { level, facts: { url }, ...known };
  return {
    level,
    code: "redis_error",
    facts: { url, reply },
    seen: `it answers with the error ${reply}`,
    todo: "Look that error up in Redis' own log",
  };
}
