import { expect, it } from "vitest";
import { createOnceInAWhile } from "./once-in-a-while.ts";

it("says yes to a key once in the window, and forgets in bounds", () => {
  let nowMs = 0;
  const isFirst = createOnceInAWhile(60_000, () => nowMs);
  expect([isFirst("a"), isFirst("a"), isFirst("b")]).toEqual([true, false, true]);
  nowMs = 59_999;
  expect(isFirst("a")).toBe(false);
  nowMs = 60_000;
  expect([isFirst("a"), isFirst("a")]).toEqual([true, false]);
  for (let nth = 0; nth < 10_000; nth += 1) isFirst(`key ${nth}`);
  // Pushed out by so many others: told twice rather than remembered without end.
  expect(isFirst("a")).toBe(true);
});
