import { readFileSync } from "node:fs";
import type { Redis } from "ioredis";
import { READER_LEASE_MS, readerLeaseKey } from "../keys.ts";

/** The right to carry entries into the database: one process has it at a time. */
export interface ReaderLease {
  /** Takes or renews it; false while another process has it. */
  hold(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Creates the lease of `holder`. It keeps readers out of each other's way, no more: a frozen process that wakes up
 * with it gone stores what it has in hand, and what is stored twice is kept once.
 */
export function createReaderLease(options: { redis: Redis; prefix: string; holder: string }): ReaderLease {
  const { redis, prefix, holder } = options;
  const key = readerLeaseKey(prefix);
  const [hold, release] = ["hold-lease.lua", "release-lease.lua"].map((file) =>
    readFileSync(new URL(file, import.meta.url), "utf8"),
  ) as [string, string];
  return {
    hold: async () => (await redis.eval(hold, 1, key, holder, READER_LEASE_MS)) === 1,
    async release() {
      await redis.eval(release, 1, key, holder);
    },
  };
}
