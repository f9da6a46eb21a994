/**
 * Stream: what is on its way to the database, written with each answer and each reading of an export. No TTL: an entry
 * goes when the database has it.
 */
export const outboxKey = (prefix: string): string => `${prefix}:transcripts:outbox`;
