import { expect, it } from "vitest";
import { interleaved, orderViolations, type RunRecord } from "./message.ts";

it("mixes users evenly and keeps each one's order", () => {
  expect(interleaved(2, 2).map(({ user, number }) => `${user}/${number}`)).toEqual([
    "u0/0",
    "u1/0",
    "u0/1",
    "u1/1",
  ]);
});

it.each<[string, RunRecord[], number]>([
  [
    "one after the other",
    [
      ["ann", 0, 0, 10, 20],
      ["ann", 1, 0, 20, 30],
    ],
    0,
  ],
  [
    "at the same time",
    [
      ["ann", 0, 0, 10, 20],
      ["ann", 1, 0, 15, 25],
    ],
    1,
  ],
  [
    "the second first",
    [
      ["ann", 1, 0, 10, 20],
      ["ann", 0, 0, 20, 30],
    ],
    1,
  ],
  [
    "two users at the same time",
    [
      ["ann", 0, 0, 10, 20],
      ["bob", 1, 0, 15, 25],
    ],
    0,
  ],
])("%s", (_name, records, violations) => {
  expect(orderViolations(records)).toBe(violations);
});
