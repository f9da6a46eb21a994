import { expect, it } from "vitest";
import { trimTurns } from "./trim-turns.ts";

/** Four tokens each, to which a turn adds 8 for its format. */
const turns = [1, 2, 3, 4].map((n) => ({ tokens: 4, n }));
const kept = (fixedTokens: number, maxTokens: number) =>
  trimTurns({ turns, fixedTokens, maxTokens }).map(({ n }) => n);

it("drops whole turns from the old end until the rest fits", () => {
  expect(kept(10, 1_000)).toEqual([1, 2, 3, 4]);
  expect(kept(10, 10 + 4 * 12)).toEqual([1, 2, 3, 4]);
  expect(kept(10, 10 + 4 * 12 - 1)).toEqual([2, 3, 4]);
  expect(kept(10, 10 + 12)).toEqual([4]);
  expect(kept(10, 10 + 11)).toEqual([]);
});

it("leaves the question alone when it fills or breaks the budget by itself", () => {
  expect(kept(1_000, 1_000)).toEqual([]);
  expect(kept(5_000, 1_000)).toEqual([]);
  expect(kept(0, 0)).toEqual([]);
});

it("leaves no hole: a long turn hides the short ones before it", () => {
  const mixed = [{ tokens: 2 }, { tokens: 501 }, { tokens: 3 }];
  expect(trimTurns({ turns: mixed, fixedTokens: 0, maxTokens: 100 })).toEqual([mixed[2]]);
});

it("takes no turns for no turns", () => {
  expect(trimTurns({ turns: [], fixedTokens: 0, maxTokens: 10 })).toEqual([]);
});
