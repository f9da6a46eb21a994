import { z } from "zod";
import type { SettingText } from "./settings-snapshot.ts";
import { changer } from "./stored-settings.ts";

/** What was written, cut short; of lists also what came and what went. */
const auditEntry = z.object({
  at: z.number(),
  by: changer,
  key: z.string(),
  /** `live`: by command. `file`: a file has changed. `refused`: a file that could not be used, and so changed nothing. */
  layer: z.enum(["live", "file", "refused"]),
  /** What counted before and what counts now; of a file, what it said. Absent where there was or is nothing. */
  was: z.string().exactOptional(),
  is: z.string().exactOptional(),
  added: z.string().exactOptional(),
  removed: z.string().exactOptional(),
});

/** One change of one setting. */
export type AuditEntry = z.infer<typeof auditEntry>;

/** An audit of a thousand entries must stay small, and a text of this length tells which one it was. */
const LONGEST_TEXT = 500;

/** The entries that can be read; what another version of this program wrote may be none of them. */
export function parseAudit(texts: readonly string[]): AuditEntry[] {
  return texts.flatMap((text) => {
    try {
      return [auditEntry.parse(JSON.parse(text))];
    } catch {
      return [];
    }
  });
}

/** Puts a change into words that fit. */
export function auditEntryOf(
  change: Pick<AuditEntry, "at" | "by" | "key" | "layer">,
  was: SettingText | undefined,
  is: SettingText | undefined,
): AuditEntry {
  const entry: AuditEntry = { ...change };
  if (was !== undefined) entry.was = shorten(was);
  if (is !== undefined) entry.is = shorten(is);
  if (Array.isArray(was) && Array.isArray(is)) {
    const [before, after] = [new Set(was), new Set(is)];
    entry.added = shorten(is.filter((item) => !before.has(item)));
    entry.removed = shorten(was.filter((item) => !after.has(item)));
  }
  return entry;
}

function shorten(value: SettingText): string {
  const text = Array.isArray(value) ? value.join(", ") : value;
  const points = Array.from(text.slice(0, LONGEST_TEXT + 1));
  return text.length > LONGEST_TEXT ? `${points.slice(0, -1).join("")}… (${text.length})` : text;
}
