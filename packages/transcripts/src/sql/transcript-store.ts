import { setImmediate as nextLoopTurn } from "node:timers/promises";
import type { ExportedExchange } from "../export/transcript-export.ts";
import type { OutboxEntry } from "../outbox/outbox-entry.ts";
import type { TranscriptDatabase } from "./open-transcript-database.ts";
import { writeEntries } from "./write-entries.ts";

/** Somebody whose exchanges are kept. */
export interface KnownPerson {
  userId: string;
  /** The latest. */
  nick: string;
  /** Since the time that was asked for. */
  exchanges: number;
  latestAtMs: number;
}

/** The exchanges, readings and erasures of the database. */
export interface TranscriptStore {
  /** Keeps entries once each, but for those of people who were erased since. */
  write(entries: readonly OutboxEntry[]): Promise<void>;
  /** Everybody with this userid, or who has ever written under this nick. */
  findPeople(wanted: { userId?: string; nick?: string }, sinceMs: number): Promise<KnownPerson[]>;
  /** The latest `limit` exchanges of a person, oldest first. */
  exchangesOf(userId: string, sinceMs: number, limit: number): Promise<ExportedExchange[]>;
  /** Removes what was asked before that time; returns how much. */
  purge(beforeMs: number): Promise<number>;
  /** Removes all of a person, and keeps out what was asked until then. Returns the messages it knew. */
  erase(person: { userId: string; by: string; atMs: number }): Promise<{ robotKey: string; msgId: string }[]>;
  /** Writes the file anew, so that nothing of what was deleted is left in it. */
  compact(): Promise<void>;
}

/** Overwritten in a few milliseconds: SQLite does it on this thread, and other work waits. */
const PURGED_AT_ONCE = 200;

export function createTranscriptStore({ db, compact }: Omit<TranscriptDatabase, "close">): TranscriptStore {
  let compacting: Promise<void> = Promise.resolve();
  /** SQLite would make this whole process wait for the lock. */
  const unlocked = async (): Promise<void> => compacting.catch(() => undefined);
  return {
    compact() {
      compacting = unlocked().then(compact);
      return compacting;
    },
    async write(entries) {
      await unlocked();
      await writeEntries(db, entries);
    },
    async findPeople({ userId, nick }, sinceMs) {
      const people = db
        .selectFrom("exchanges")
        .select("user_id")
        .where((is) =>
          is.or([
            ...(userId === undefined ? [] : [is("user_id", "=", userId)]),
            ...(nick === undefined ? [] : [is("nick", "=", nick)]),
          ]),
        );
      const rows = await db
        .selectFrom("exchanges")
        .select(({ fn }) => [
          "user_id",
          // SQLite takes a bare column from the row that has the maximum.
          "nick",
          fn.max("asked_at_ms").as("latest_at_ms"),
          fn.countAll<number>().as("exchanges"),
        ])
        .where("user_id", "in", people)
        .where("asked_at_ms", ">=", sinceMs)
        .groupBy("user_id")
        .orderBy("latest_at_ms", "desc")
        .execute();
      return rows.map((row) => ({
        userId: row.user_id,
        nick: row.nick,
        exchanges: row.exchanges,
        latestAtMs: row.latest_at_ms,
      }));
    },
    async exchangesOf(userId, sinceMs, limit) {
      const rows = await db
        .selectFrom("exchanges")
        .selectAll()
        .where("user_id", "=", userId)
        .where("asked_at_ms", ">=", sinceMs)
        .orderBy("asked_at_ms", "desc")
        .orderBy("answered_at_ms", "desc")
        .limit(limit)
        .execute();
      return rows.toReversed().map((row) => ({
        nick: row.nick,
        conversation: { type: row.conversation_type, title: row.conversation_title },
        kind: row.kind,
        model: row.model,
        question: row.question,
        answer: row.answer,
        askedAtMs: row.asked_at_ms,
        answeredAtMs: row.answered_at_ms,
      }));
    },
    async purge(beforeMs) {
      let removed = 0;
      for (;;) {
        await unlocked();
        const last = await db
          .selectFrom("exchanges")
          .select("asked_at_ms")
          .where("asked_at_ms", "<", beforeMs)
          .orderBy("asked_at_ms")
          .offset(PURGED_AT_ONCE - 1)
          .limit(1)
          .executeTakeFirst();
        const untilMs = last === undefined ? beforeMs : last.asked_at_ms + 1;
        const step = db.deleteFrom("exchanges").where("asked_at_ms", "<", untilMs);
        removed += Number((await step.executeTakeFirst()).numDeletedRows);
        if (last === undefined) return removed;
        await nextLoopTurn();
      }
    },
    async erase({ userId, by, atMs }) {
      await unlocked();
      return db.transaction().execute(async (transaction) => {
        const erasure = { user_id: userId, by_user_id: by, at_ms: atMs };
        await transaction
          .insertInto("erasures")
          .values(erasure)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        const removed = await transaction
          .deleteFrom("exchanges")
          .where("user_id", "=", userId)
          .returning(["robot_key", "msg_id"])
          .execute();
        return removed.map((row) => ({ robotKey: row.robot_key, msgId: row.msg_id }));
      });
    },
  };
}
