import { expect, it } from "vitest";
import { trimTurns } from "./trim-turns.ts";

/** One token for each character; a turn adds 8 for its format. */
const counter = { countUpTo: async (text: string) => text.length };

const turns = [1, 2, 3, 4].map((n) => ({ question: `q${n}`, answer: `a${n}`, n }));
const kept = async (fixedTokens: number, maxTokens: number) =>
  (await trimTurns({ turns, fixedTokens, maxTokens, counter })).map(({ n }) => n);

it("drops whole turns from the old end until the rest fits", async () => {
  expect(await kept(10, 1_000)).toEqual([1, 2, 3, 4]);
  expect(await kept(10, 10 + 4 * 12)).toEqual([1, 2, 3, 4]);
  expect(await kept(10, 10 + 4 * 12 - 1)).toEqual([2, 3, 4]);
  expect(await kept(10, 10 + 12)).toEqual([4]);
  expect(await kept(10, 10 + 11)).toEqual([]);
});

it("leaves the question alone when it fills or breaks the budget by itself", async () => {
  expect(await kept(1_000, 1_000)).toEqual([]);
  expect(await kept(5_000, 1_000)).toEqual([]);
  expect(await kept(0, 0)).toEqual([]);
});

it("leaves no hole: a long turn hides the short ones before it", async () => {
  const mixed = [
    { question: "s", answer: "s" },
    { question: "x".repeat(500), answer: "y" },
    { question: "t", answer: "t" },
  ];
  expect(await trimTurns({ turns: mixed, fixedTokens: 0, maxTokens: 100, counter })).toEqual([mixed[2]]);
});

it("never counts further than the budget reaches", async () => {
  const ceilings: number[] = [];
  const counting = {
    countUpTo: async (_text: string, ceiling: number) => {
      ceilings.push(ceiling);
      return ceiling + 1;
    },
  };
  await trimTurns({ turns, fixedTokens: 90, maxTokens: 100, counter: counting });
  expect(ceilings).toEqual([2]);
});

it("takes no turns for no turns", async () => {
  expect(await trimTurns({ turns: [], fixedTokens: 0, maxTokens: 10, counter })).toEqual([]);
});
