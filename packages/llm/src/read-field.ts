/** The field of whatever came from a server; undefined where there is no such thing. */
export function readField(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
