import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** Every change of the tables, in order of their names; one that was released is never edited. */
export const migrations: Record<string, Migration> = {
  "2026-11-20-transcripts": {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable("exchanges")
        .addColumn("robot_key", "text", (column) => column.notNull())
        .addColumn("msg_id", "text", (column) => column.notNull())
        .addColumn("user_id", "text", (column) => column.notNull())
        .addColumn("nick", "text", (column) => column.notNull())
        .addColumn("conversation_id", "text", (column) => column.notNull())
        .addColumn("conversation_type", "text", (column) => column.notNull())
        .addColumn("conversation_title", "text", (column) => column.notNull())
        .addColumn("kind", "text", (column) => column.notNull())
        .addColumn("model", "text", (column) => column.notNull())
        .addColumn("question", "text", (column) => column.notNull())
        .addColumn("answer", "text", (column) => column.notNull())
        .addColumn("asked_at_ms", "bigint", (column) => column.notNull())
        .addColumn("answered_at_ms", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("exchanges_pk", ["robot_key", "msg_id"])
        .execute();
      const indexes = {
        exchanges_by_user: ["user_id", "asked_at_ms"],
        exchanges_by_nick: ["nick"],
        exchanges_by_time: ["asked_at_ms"],
      };
      for (const [name, columns] of Object.entries(indexes)) {
        await db.schema.createIndex(name).on("exchanges").columns(columns).execute();
      }
      await db.schema
        .createTable("readings")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("action", "text", (column) => column.notNull())
        .addColumn("by_user_id", "text", (column) => column.notNull())
        .addColumn("of_user_id", "text")
        .addColumn("exchanges", "integer", (column) => column.notNull())
        .addColumn("at_ms", "bigint", (column) => column.notNull())
        .execute();
      await db.schema
        .createTable("erasures")
        .addColumn("user_id", "text", (column) => column.notNull())
        .addColumn("by_user_id", "text", (column) => column.notNull())
        .addColumn("at_ms", "bigint", (column) => column.notNull())
        .addPrimaryKeyConstraint("erasures_pk", ["user_id", "at_ms"])
        .execute();
    },
  },
};
