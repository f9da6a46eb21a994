/** Keeps what was asked and answered, from the commit of the reply on. */
export { createTranscriptRecorder, type RecordTranscript } from "./outbox/transcript-recorder.ts";
/** Records who read whose exchanges: with a reply, or at once. */
export { readingEffect } from "./outbox/reading-effect.ts";
export { recordReading } from "./outbox/record-reading.ts";
/** What somebody asked and was answered; who read it. */
export type { Exchange, OutboxEntry, Reading } from "./outbox/outbox-entry.ts";
/** The stream between the commit of a reply and the database. */
export { createOutboxStream, type OutboxStream } from "./outbox/outbox-stream.ts";
/** One process at a time carries entries into the database. */
export { createReaderLease, type ReaderLease } from "./outbox/reader-lease.ts";
export { startOutboxReader, type OutboxReader } from "./outbox/start-outbox-reader.ts";
/** Takes a person's exchanges out of the outbox. */
export { eraseEntries } from "./outbox/erase-entries.ts";
/** How long the database has been waited for. */
export { oldestEntryAgeMs } from "./outbox/oldest-entry.ts";
/** The database under `data_dir`. */
export { openTranscriptDatabase, type TranscriptDatabase } from "./sql/open-transcript-database.ts";
export { createTranscriptStore, type KnownPerson, type TranscriptStore } from "./sql/transcript-store.ts";
/** One person's exchanges as a link shows them, and as files. */
export {
  encodeExport,
  parseExport,
  type ExportedExchange,
  type TranscriptExport,
} from "./export/transcript-export.ts";
export { newestThatFit } from "./export/newest-that-fit.ts";
export { toCsv } from "./export/to-csv.ts";
export { toMarkdown } from "./export/to-markdown.ts";
export { createFormatTime } from "./export/format-time.ts";
/** The words that exports share. */
export { replies as exportWords } from "./export/replies.ts";
