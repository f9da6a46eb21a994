import type { z } from "zod";

/** Reads what an earlier process stored as JSON; undefined when it is not what this version writes. */
export function parseStored<Schema extends z.ZodType>(
  schema: Schema,
  stored: string | undefined,
): z.infer<Schema> | undefined {
  if (stored === undefined) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return schema.safeParse(value).data;
}
