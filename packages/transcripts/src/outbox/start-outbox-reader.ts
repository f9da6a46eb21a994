import { setTimeout as sleep } from "node:timers/promises";
import { parseOutboxEntry, type OutboxEntry } from "./outbox-entry.ts";
import type { OutboxStream, RawEntry } from "./outbox-stream.ts";
import type { ReaderLease } from "./reader-lease.ts";

/** A turn of whoever holds the lease takes no longer, so that the lease is renewed in time. */
const BLOCK_MS = 1_000;
/** Between two looks at a lease that another process holds, and after a failure. */
const PAUSE_MS = 1_000;
/** A read that waits and a batch end sooner; a Redis that is away is not waited for. */
const CLOSE_MS = 2_500;

interface ReaderLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The reader of the outbox. */
export interface OutboxReader {
  /** Ends after the batch in hand and lets another process go on at once. */
  close(): Promise<void>;
}

/**
 * Carries entries from Redis into the database for as long as the process lives: read → store → confirm, so a kill
 * between any two repeats entries and loses none; `store` keeps once what comes twice.
 */
export function startOutboxReader(options: {
  stream: OutboxStream;
  lease: ReaderLease;
  store: (entries: OutboxEntry[]) => Promise<void>;
  /** Counts entries by what became of them. */
  onEntries: (outcome: "stored" | "malformed", count: number) => void;
  log: ReaderLog;
}): OutboxReader {
  const { stream, lease, store, onEntries, log } = options;
  const closing = new AbortController();
  let failing = false;

  async function carry(raw: readonly RawEntry[]): Promise<void> {
    const parsed = raw.map((entry) => ({ ...entry, entry: parseOutboxEntry(entry.json) }));
    const known = parsed.filter(({ entry }) => entry !== undefined);
    await store(known.flatMap(({ entry }) => entry ?? []));
    await stream.confirm(known.map(({ id }) => id));
    onEntries("stored", known.length);
    // Deleted while it waited to be confirmed: there is nothing to keep.
    const gone = parsed.filter(({ json }) => json === undefined);
    await stream.confirm(gone.map(({ id }) => id));
    const malformed = parsed.filter(({ entry, json }) => entry === undefined && json !== undefined);
    if (malformed.length === 0) return;
    await stream.setAside(malformed);
    onEntries("malformed", malformed.length);
    log.error(
      { entries: malformed.map(({ id }) => id) },
      "transcript entries of another version, or broken ones, were set aside; docs/transcripts.md says where",
    );
  }

  async function turn(): Promise<void> {
    if (!(await lease.hold())) return pause();
    const left = await stream.pending();
    await carry(left.length > 0 ? left : await stream.fresh(BLOCK_MS));
  }

  async function pause(): Promise<void> {
    await sleep(PAUSE_MS, undefined, { signal: closing.signal }).catch(() => undefined);
  }

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await turn();
        if (failing) log.info({}, "transcripts are stored again");
        failing = false;
      } catch (err) {
        // What was read stays pending; the alarm by age is for whoever does not read logs.
        if (!failing)
          log.error({ err }, "transcripts are not stored; they wait in Redis and are tried again");
        failing = true;
        await pause();
      }
    }
    // A lease that cannot be given back runs out by itself.
    await lease.release().catch(() => undefined);
  }

  const running = run();
  return {
    async close() {
      closing.abort();
      const waiting = new AbortController();
      const { signal } = waiting;
      await Promise.race([running, sleep(CLOSE_MS, undefined, { signal }).catch(() => undefined)]);
      waiting.abort();
    },
  };
}
