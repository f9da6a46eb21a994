import { MalformedCallbackError } from "./malformed-callback-error.ts";

/** A JSON object whose fields are not known yet. */
export type JsonObject = Record<string, unknown>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Reads a field that is an object, or a string of JSON that holds one (`content` comes either way).
 *
 * @throws MalformedCallbackError when it is neither.
 */
export function readObject(value: unknown, path: string): JsonObject {
  if (value === undefined || value === null) throw new MalformedCallbackError("missing_field", path);
  const object = typeof value === "string" ? parseJson(value) : value;
  if (object === undefined) throw new MalformedCallbackError("invalid_json", path);
  if (!isJsonObject(object)) throw new MalformedCallbackError("invalid_field", path);
  return object;
}

/** The same where nothing depends on it: whatever cannot be read is an empty object. */
export function readObjectIfAny(value: unknown): JsonObject {
  const object = typeof value === "string" ? parseJson(value) : value;
  return isJsonObject(object) ? object : {};
}

/** Undefined for what is no JSON: the SyntaxError would quote it, and nobody reads its cause. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
