import type { Kysely } from "kysely";
import type { Exchange, OutboxEntry, Reading } from "../outbox/outbox-entry.ts";
import type { ExchangesTable, ReadingsTable, TranscriptTables } from "./transcript-tables.ts";

/** Writes entries in one transaction; what is there already stays, and what an erasure forbids stays out. */
export async function writeEntries(
  db: Kysely<TranscriptTables>,
  entries: readonly OutboxEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const exchanges = entries.flatMap((entry) => (entry.type === "exchange" ? exchangeRow(entry) : []));
  const readings = entries.flatMap((entry) => (entry.type === "reading" ? readingRow(entry) : []));
  // An erasure takes the same lock: it finds these rows, or they find it.
  await db.transaction().execute(async (transaction) => {
    const erasedAt = await erasuresOf(transaction, exchanges);
    const wanted = exchanges.filter((row) => row.asked_at_ms > (erasedAt.get(row.user_id) ?? -1));
    if (wanted.length > 0) {
      const insert = transaction.insertInto("exchanges").values(wanted);
      await insert.onConflict((conflict) => conflict.doNothing()).execute();
    }
    if (readings.length > 0) {
      const insert = transaction.insertInto("readings").values(readings);
      await insert.onConflict((conflict) => conflict.doNothing()).execute();
    }
  });
}

async function erasuresOf(
  db: Kysely<TranscriptTables>,
  rows: readonly ExchangesTable[],
): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const erasures = await db
    .selectFrom("erasures")
    .select(({ fn }) => ["user_id", fn.max("at_ms").as("at_ms")])
    .where("user_id", "in", [...new Set(rows.map((row) => row.user_id))])
    .groupBy("user_id")
    .execute();
  return new Map(erasures.map((row) => [row.user_id, row.at_ms]));
}

const exchangeRow = (exchange: Exchange): ExchangesTable => ({
  robot_key: exchange.robotKey,
  msg_id: exchange.msgId,
  user_id: exchange.user.id,
  nick: exchange.user.nick,
  conversation_id: exchange.conversation.id,
  conversation_type: exchange.conversation.type,
  conversation_title: exchange.conversation.title ?? "",
  kind: exchange.kind,
  model: exchange.model,
  question: exchange.question,
  answer: exchange.answer,
  asked_at_ms: exchange.askedAtMs,
  answered_at_ms: exchange.answeredAtMs,
});

const readingRow = ({ id, action, by, of, exchanges, atMs }: Reading): ReadingsTable => ({
  id,
  action,
  by_user_id: by,
  of_user_id: of ?? null,
  exchanges,
  at_ms: atMs,
});
