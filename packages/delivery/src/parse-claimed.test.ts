import { expect, test } from "vitest";
import { parseClaimed } from "./parse-claimed.ts";

test("members are texts, and nothing else is a claim", () => {
  expect(parseClaimed([])).toEqual([]);
  expect(parseClaimed(["a", "b"])).toEqual(["a", "b"]);
  for (const answer of [null, "a", [1], ["a", null]]) expect(() => parseClaimed(answer)).toThrow(Error);
});
