import { isJsonObject } from "./read-object.ts";

/** A trimmed word in a field of whatever is there; empty and oddly typed ones count as absent. */
export function wordAt(content: unknown, field: string): string | undefined {
  const value = isJsonObject(content) ? content[field] : undefined;
  return typeof value === "string" ? value.trim() || undefined : undefined;
}
