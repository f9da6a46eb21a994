import type { z } from "zod";
import { MalformedCallbackError } from "./malformed-callback-error.ts";

/**
 * Parses one part of a callback; `path` is where it stands in the body.
 *
 * @throws MalformedCallbackError naming the first wrong field. Zod's own error is not its cause: it may quote values.
 */
export function parseWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  path: string,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const keys = result.error.issues[0]?.path ?? [];
  const isMissing = valueAt(value, keys) === undefined;
  throw new MalformedCallbackError(
    isMissing ? "missing_field" : "invalid_field",
    [...(path === "" ? [] : [path]), ...keys.map(String)].join("."),
  );
}

const valueAt = (value: unknown, keys: readonly PropertyKey[]): unknown =>
  keys.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
