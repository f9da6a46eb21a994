import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations.ts";
import { createNodeSqliteDialect } from "./node-sqlite-dialect.ts";
import type { TranscriptDatabase } from "./open-transcript-database.ts";
import { TranscriptDatabaseError } from "./transcript-database-error.ts";
import type { TranscriptTables } from "./transcript-tables.ts";

const FILE_NAME = "transcripts.sqlite";
/** How long a statement waits for another process's; so does everything else of this one. */
const BUSY_TIMEOUT_MS = 2_000;
/** The thread that compacts holds nobody up while it waits. */
const COMPACT_TIMEOUT_MS = 30_000;

/** Opens and migrates the embedded database. */
export async function openSqlite(dataDir: string): Promise<TranscriptDatabase> {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, FILE_NAME);
  // For nobody else's eyes; SQLite makes its other files like this one.
  closeSync(openSync(file, "a", 0o600));
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true });
  const db = new Kysely<TranscriptTables>({ dialect: createNodeSqliteDialect(database) });
  try {
    await sql`pragma journal_mode = wal`.execute(db);
    // What is deleted is overwritten.
    await sql`pragma secure_delete = on`.execute(db);
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest();
    if (error !== undefined) throw error;
  } catch (error) {
    await db.destroy();
    throw new TranscriptDatabaseError(file, error);
  }
  return {
    db,
    async compact() {
      const thread = new Worker(new URL("compact-thread.ts", import.meta.url), {
        workerData: { file, timeoutMs: COMPACT_TIMEOUT_MS },
      });
      // Rejects with the thread's error.
      await once(thread, "exit");
    },
    close: () => db.destroy(),
  };
}
