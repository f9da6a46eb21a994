import { expect, it } from "vitest";
import { parseRetryAfter } from "./retry-after.ts";

const nowMs = Date.parse("2026-11-20T08:00:00Z");

it.each([
  [{ "retry-after": "7" }, 7_000],
  [{ "retry-after": "0.2504" }, 251],
  [{ "retry-after": "Fri, 20 Nov 2026 08:00:30 GMT" }, 30_000],
  [{ "retry-after": "Fri, 20 Nov 2026 07:00:00 GMT" }, 0],
  [{ "retry-after-ms": "1500", "retry-after": "7" }, 1_500],
  [{ "retry-after": "soon" }, undefined],
  [{}, undefined],
])("%j is %s", (headers, expected) => {
  expect(parseRetryAfter(new Headers(headers as Record<string, string>), nowMs)).toBe(expected);
});

it("takes no headers for no wish", () => {
  expect(parseRetryAfter(undefined, nowMs)).toBeUndefined();
});
