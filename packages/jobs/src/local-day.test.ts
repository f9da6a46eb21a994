import { expect, test } from "vitest";
import { createLocalDay } from "./local-day.ts";

test.each([
  ["Asia/Shanghai", "2026-11-20T15:59:59.999Z", "2026-11-20"],
  ["Asia/Shanghai", "2026-11-20T16:00:00.000Z", "2026-11-21"],
  ["America/St_Johns", "2026-11-21T03:29:59Z", "2026-11-20"],
  ["America/St_Johns", "2026-11-21T03:30:00Z", "2026-11-21"],
  ["UTC", "2026-12-31T23:59:59Z", "2026-12-31"],
])("in %s it is at %s the day %s", (timezone, instant, day) => {
  expect(createLocalDay(timezone)(Date.parse(instant))).toBe(day);
});

test("one reader follows time over midnight and back", () => {
  const dayOf = createLocalDay("Asia/Shanghai");
  const midnight = Date.parse("2026-11-20T16:00:00Z");
  expect([midnight - 1, midnight, midnight - 60_001].map(dayOf)).toEqual([
    "2026-11-20",
    "2026-11-21",
    "2026-11-20",
  ]);
});

test("an unknown time zone is refused", () => {
  expect(() => createLocalDay("Moon/Crater")).toThrow(RangeError);
});
