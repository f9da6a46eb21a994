import type { Finding } from "../finding.ts";
import { numberIn, type RedisInfo } from "./parse-redis-info.ts";

const OLDEST_REDIS_MAJOR = 7;
const OLDEST_VALKEY_MAJOR = 8;

/** Version, role and whether writes reach the disk, from INFO alone: hosted servers refuse CONFIG. */
export function judgeRedisServer(info: RedisInfo): Finding[] {
  return [judgeVersion(info), ...judgeRole(info), judgePersistence(info)];
}

function judgeVersion(info: RedisInfo): Finding {
  const valkey = info.get("valkey_version");
  const [name, version, oldest] =
    valkey === undefined
      ? (["Redis", info.get("redis_version") ?? "?", OLDEST_REDIS_MAJOR] as const)
      : (["Valkey", valkey, OLDEST_VALKEY_MAJOR] as const);
  const subject = "version";
  if (Number.parseInt(version, 10) >= oldest) return { level: "ok", subject, seen: `${name} ${version}` };
  return {
    // Valkey began as a Redis 7.2, which has all that we use.
    level: valkey === undefined ? "fail" : "warn",
    code: "redis_too_old",
    facts: {
      server: name,
      version,
      oldestRedis: OLDEST_REDIS_MAJOR,
      oldestValkey: OLDEST_VALKEY_MAJOR,
    },
    subject,
    seen: `${name} ${version}; Redis ${OLDEST_REDIS_MAJOR} or Valkey ${OLDEST_VALKEY_MAJOR} is needed`,
    todo: "Upgrade it; its data files are read by the newer version",
  };
}

function judgeRole(info: RedisInfo): Finding[] {
  if (info.get("role") !== "slave") return [];
  return [
    {
      level: "fail",
      code: "redis_is_replica",
      facts: {},
      subject: "role",
      seen: "this is a replica, which takes no writes",
      todo: "Point redis_url (REDIS_URL) at the master",
    },
  ];
}

function judgePersistence(info: RedisInfo): Finding {
  const subject = "appendonly";
  const failed = ["aof_last_write_status", "aof_last_bgrewrite_status"].filter(
    (field) => info.get(field) === "err",
  );
  switch (numberIn(info, "aof_enabled")) {
    case undefined:
      return {
        level: "unchecked",
        subject,
        seen: "the server does not tell whether it keeps an append-only file; look at its settings",
      };
    case 0:
      return {
        level: "warn",
        code: "redis_appendonly_off",
        facts: {},
        subject,
        seen: "off: when Redis restarts, waiting messages and conversations are lost",
        todo: "Set `appendonly yes` in redis.conf, and `redis-cli config set appendonly yes` for the running server",
      };
    default:
      return failed.length === 0
        ? { level: "ok", subject, seen: "on" }
        : {
            level: "fail",
            code: "redis_appendonly_failing",
            facts: { fields: failed },
            subject,
            seen: `on, but writing it failed (${failed.join(", ")})`,
            todo: "Look at Redis' log; most often its disk is full or not writable",
          };
  }
}
