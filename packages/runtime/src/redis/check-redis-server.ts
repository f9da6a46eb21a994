/** Something about the server that puts acknowledged messages at risk. */
export interface RedisFinding {
  code: "old_version" | "evicts" | "not_persistent";
  message: string;
}

const OLDEST_REDIS_MAJOR = 7;

function fieldsOf(info: string): Map<string, string> {
  const lines = info.split(/\r?\n/u).filter((line) => line.includes(":"));
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
}

/**
 * Looks for a Redis before 7, a policy that evicts keys and a missing append-only file. Asks with INFO only: hosted servers
 * refuse CONFIG. Valkey began at 7.2 and reports a Redis version of its own for compatibility.
 */
export async function checkRedisServer(redis: { info(): Promise<string> }): Promise<RedisFinding[]> {
  const fields = fieldsOf(await redis.info());
  const findings: RedisFinding[] = [];
  const version = fields.get("redis_version") ?? "unknown";
  if (!fields.has("valkey_version") && !(Number.parseInt(version, 10) >= OLDEST_REDIS_MAJOR)) {
    findings.push({ code: "old_version", message: `this is Redis ${version}; Redis 7 or Valkey is needed` });
  }
  const policy = fields.get("maxmemory_policy");
  if (policy !== undefined && policy !== "noeviction") {
    findings.push({
      code: "evicts",
      message: `maxmemory-policy is ${policy}, so a full Redis drops waiting messages; set it to noeviction`,
    });
  }
  if (fields.get("aof_enabled") === "0") {
    findings.push({
      code: "not_persistent",
      message: "appendonly is off, so a restart of Redis loses waiting messages; set appendonly yes",
    });
  }
  return findings;
}
