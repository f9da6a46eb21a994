import type { Finding } from "../finding.ts";
import { bytesText } from "../text/bytes-text.ts";
import { numberIn, type RedisInfo } from "./parse-redis-info.ts";

/** From here on ingress refuses new messages. */
const FULL_SHARE = 0.85;
const NEARLY_FULL_SHARE = 0.7;

/** What happens when memory runs out, and how far that is. */
export function judgeRedisMemory(info: RedisInfo): Finding[] {
  return [judgePolicy(info), judgeUse(info)];
}

function judgePolicy(info: RedisInfo): Finding {
  const subject = "maxmemory-policy";
  const policy = info.get("maxmemory_policy");
  if (policy === undefined) {
    return { level: "unchecked", subject, seen: "the server does not tell; it must be noeviction" };
  }
  if (policy === "noeviction") return { level: "ok", subject, seen: policy };
  const isBounded = (numberIn(info, "maxmemory") ?? 0) > 0;
  return {
    ...(isBounded ? { level: "fail", code: "redis_evicts" } : { level: "warn", code: "redis_would_evict" }),
    facts: { policy },
    subject,
    seen: isBounded
      ? `${policy}: when memory is full, waiting messages are dropped`
      : `${policy}: without effect as long as maxmemory is not set`,
    todo: "Set `maxmemory-policy noeviction` in redis.conf, and with `redis-cli config set` for the running server",
  };
}

function judgeUse(info: RedisInfo): Finding {
  const subject = "memory";
  const used = numberIn(info, "used_memory");
  if (used === undefined) return { level: "unchecked", subject, seen: "the server does not tell" };
  const maxmemory = numberIn(info, "maxmemory") ?? 0;
  const [bound, boundBy, boundName] =
    maxmemory > 0
      ? ([maxmemory, "maxmemory", "maxmemory"] as const)
      : ([
          numberIn(info, "total_system_memory") ?? 0,
          "machine",
          "the machine's memory, as maxmemory is not set",
        ] as const);
  if (bound === 0) return { level: "ok", subject, seen: `${bytesText(used)} used, no maxmemory` };
  const share = used / bound;
  const facts = { used: bytesText(used), bound: bytesText(bound), percent: Math.round(share * 100), boundBy };
  const seen = `${facts.used} of ${facts.bound} (${facts.percent} % of ${boundName})`;
  if (share < NEARLY_FULL_SHARE) return { level: "ok", subject, seen };
  return {
    ...(share < FULL_SHARE
      ? { level: "warn", code: "redis_memory_filling" }
      : { level: "fail", code: "redis_memory_full" }),
    facts,
    subject,
    seen: share < FULL_SHARE ? seen : `${seen}: from 85 % on new messages are refused`,
    todo: "Raise maxmemory or give Redis a bigger machine; a shorter session_timeout lowers what is kept",
  };
}
