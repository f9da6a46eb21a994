import type { Redis } from "ioredis";
import { z } from "zod";
import { DEAD_ENTRIES_TTL_SECONDS, deadEntriesKey, outboxKey } from "../keys.ts";

const GROUP = "database";
/**
 * One name for whichever process reads: what a killed one was given is then pending for its successor, and no names of
 * dead processes gather.
 */
const CONSUMER = "reader";
const BATCH = 200;
/** A deploy that writes nonsense must not fill Redis with it. */
const MAX_DEAD_ENTRIES = 1_000;

/** An entry as it lies in the stream; without `json` it was deleted meanwhile. */
export interface RawEntry {
  id: string;
  json: string | undefined;
}

const answer = z
  .array(z.tuple([z.string(), z.array(z.tuple([z.string(), z.array(z.string()).nullable()]))]))
  .nullable();

/** The stream between the commit of a reply and the database. */
export interface OutboxStream {
  /** What was given out and not confirmed: by a process that died, or before the database failed. */
  pending(): Promise<RawEntry[]>;
  /** Waits up to `blockMs` for what is new. */
  fresh(blockMs: number): Promise<RawEntry[]>;
  /** The database has them. */
  confirm(ids: readonly string[]): Promise<void>;
  /** Puts entries that nobody can read where a person finds them. */
  setAside(entries: readonly RawEntry[]): Promise<void>;
}

/** Creates the reading end; `blocking` is a connection of its own, since a read that waits holds up all others. */
export function createOutboxStream(options: { redis: Redis; blocking: Redis; prefix: string }): OutboxStream {
  const { redis, blocking, prefix } = options;
  const key = outboxKey(prefix);
  const dead = deadEntriesKey(prefix);

  async function read(from: string, blockMs?: number): Promise<RawEntry[]> {
    const ask = (): Promise<unknown> =>
      blockMs === undefined
        ? redis.xreadgroup("GROUP", GROUP, CONSUMER, "COUNT", BATCH, "STREAMS", key, from)
        : blocking.xreadgroup(
            "GROUP",
            GROUP,
            CONSUMER,
            "COUNT",
            BATCH,
            "BLOCK",
            blockMs,
            "STREAMS",
            key,
            from,
          );
    let streams: z.infer<typeof answer>;
    try {
      streams = answer.parse(await ask());
    } catch (error) {
      if (!isReply(error, "NOGROUP")) throw error;
      await createGroup();
      return [];
    }
    const [[, entries] = ["", []]] = streams ?? [];
    return entries.map(([id, fields]) => ({ id, json: fields?.[fields.indexOf("json") + 1] }));
  }

  /** From the first entry on: what was written before there was a reader is not lost. */
  async function createGroup(): Promise<void> {
    try {
      await redis.xgroup("CREATE", key, GROUP, "0", "MKSTREAM");
    } catch (error) {
      if (!isReply(error, "BUSYGROUP")) throw error;
    }
  }

  async function confirm(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await redis
      .multi()
      .xack(key, GROUP, ...ids)
      .xdel(key, ...ids)
      .exec();
  }

  return {
    pending: () => read("0"),
    fresh: (blockMs) => read(">", blockMs),
    confirm,
    async setAside(entries) {
      for (const { id, json } of entries) {
        const fields = ["id", id, "json", json ?? ""];
        await redis.xadd(dead, "MAXLEN", "~", MAX_DEAD_ENTRIES, "*", ...fields);
        await redis.expire(dead, DEAD_ENTRIES_TTL_SECONDS);
        await confirm([id]);
      }
    },
  };
}

/** Redis writes its error codes as the first word of the reply. */
const isReply = (error: unknown, code: string): boolean =>
  error instanceof Error && error.name === "ReplyError" && error.message.startsWith(`${code} `);
