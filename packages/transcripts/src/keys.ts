/**
 * Stream: what is on its way to the database, written with each answer and each reading of an export. No TTL: an entry
 * goes when the database has it.
 */
export const outboxKey = (prefix: string): string => `${prefix}:transcripts:outbox`;

/** Stream: entries of the outbox that nobody could read, for a person to look at; lives a week from the last one. */
export const deadEntriesKey = (prefix: string): string => `${prefix}:transcripts:dead`;
export const DEAD_ENTRIES_TTL_SECONDS = 7 * 24 * 60 * 60;

/** String: the process that carries entries into the database now. */
export const readerLeaseKey = (prefix: string): string => `${prefix}:transcripts:reader`;
/** Longer than a turn of the reader; short, since after a kill nobody reads for this long. */
export const READER_LEASE_MS = 5_000;
