import { outboxKey } from "../keys.ts";
import type { CommitEffect } from "./commit-effect.ts";
import type { Reading } from "./outbox-entry.ts";

/** The effect that records a reading together with the reply which shows it. */
export function readingEffect(prefix: string, reading: Omit<Reading, "v" | "type">): CommitEffect {
  const entry: Reading = { v: 1, type: "reading", ...reading };
  return { type: "append", key: outboxKey(prefix), json: JSON.stringify(entry) };
}
