import type { Kysely } from "kysely";
import type { TranscriptTables } from "./transcript-tables.ts";

/** The database of transcripts, migrated. */
export interface TranscriptDatabase {
  db: Kysely<TranscriptTables>;
  /** Writes the file anew, without what was deleted: in a thread, for it takes as long as the file is large. */
  compact(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens `transcripts.sqlite` in `dataDir`, which is made where it is missing. Several processes of one machine may
 * have it open (WAL); a file shared over a network is none that SQLite can be trusted with.
 *
 * @throws TranscriptDatabaseError, or the file system's error
 */
export async function openTranscriptDatabase(dataDir: string): Promise<TranscriptDatabase> {
  // Here, not at the head: a service that only writes to the outbox need not load SQL.
  const { openSqlite } = await import("./open-sqlite.ts");
  return openSqlite(dataDir);
}
