import type { LedgerEntry } from "./ledger-entry.ts";

/** An entry of which nothing is known yet, and what a test knows of it. */
export const ledgerEntryFixture = (over: Partial<LedgerEntry> = {}): LedgerEntry => ({
  address: undefined,
  reply: undefined,
  sentParts: new Set(),
  unknownParts: new Set(),
  card: undefined,
  replied: false,
  stopped: false,
  leftToday: undefined,
  failure: undefined,
  apology: undefined,
  ...over,
});
