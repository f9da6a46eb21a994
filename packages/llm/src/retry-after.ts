/**
 * What the response asks us to wait, in milliseconds: `retry-after-ms` (OpenAI, Azure), else `Retry-After` as
 * seconds or as a date (RFC 9110 §10.2.3).
 */
export function parseRetryAfter(headers: Headers | undefined, nowMs: number): number | undefined {
  const inMs = headers?.get("retry-after-ms");
  if (inMs) return milliseconds(Number(inMs));
  const value = headers?.get("retry-after");
  if (!value) return undefined;
  const seconds = Number(value);
  return Number.isNaN(seconds) ? milliseconds(Date.parse(value) - nowMs) : milliseconds(seconds * 1_000);
}

/** A date that has just passed means "now". */
function milliseconds(value: number): number | undefined {
  return Number.isFinite(value) ? Math.max(0, Math.ceil(value)) : undefined;
}
