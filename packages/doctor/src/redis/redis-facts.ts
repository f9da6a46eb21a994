import type { NetworkFailure } from "../network/network-failure.ts";
import type { NoFacts } from "../no-facts.ts";

interface RedisSpot {
  /** Without user and password. */
  url: string;
}

/** Amounts with their units: "1.5 GiB". */
interface MemoryFacts {
  used: string;
  bound: string;
  percent: number;
  boundBy: "maxmemory" | "machine";
}

/** What can be wrong with Redis. */
export interface RedisFacts {
  redis_unreachable: RedisSpot & { failure: NetworkFailure };
  redis_slow: RedisSpot & { roundTripMs: number };
  redis_password_missing: RedisSpot;
  redis_password_refused: RedisSpot;
  redis_not_permitted: RedisSpot;
  redis_loading: RedisSpot;
  redis_without_master: RedisSpot;
  /** `reply` is the word that begins an error reply. */
  redis_error: RedisSpot & { reply: string };
  redis_too_old: { server: "Redis" | "Valkey"; version: string; oldestRedis: number; oldestValkey: number };
  redis_is_replica: NoFacts;
  redis_appendonly_off: NoFacts;
  redis_appendonly_failing: { fields: string[] };
  redis_evicts: { policy: string };
  /** Without effect as long as maxmemory is not set. */
  redis_would_evict: { policy: string };
  redis_memory_filling: MemoryFacts;
  redis_memory_full: MemoryFacts;
}
