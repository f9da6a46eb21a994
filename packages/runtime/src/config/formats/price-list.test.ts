import { expect, it } from "vitest";
import { PRICES } from "./price-list.ts";

const both = {
  "gpt-4o": { perMillionPrompt: 2.5, perMillionCompletion: 10 },
  "dall-e-3": { perPicture: 0.04 },
};

it.each([
  ["in one line", PRICES.coerce("gpt-4o=2.5/10，dall-e-3=0.04")],
  ["with spaces", PRICES.coerce(" gpt-4o = 2.5 / 10 \n dall-e-3 = .04 ")],
  ["as a list", ["gpt-4o=2.5/10", "dall-e-3=0.04"]],
  ["as a mapping", { "gpt-4o": "2.5/10", "dall-e-3": 0.04 }],
])("prices are read %s", (_name, value) => {
  expect(PRICES.check(value)).toEqual(both);
});

it("a model's name may be anything, and nothing is a price list too", () => {
  expect(PRICES.check(PRICES.coerce("org/a=b:free=0/0"))).toEqual({
    "org/a=b:free": { perMillionPrompt: 0, perMillionCompletion: 0 },
  });
  expect(PRICES.check(["__proto__=1"])).toHaveProperty(["__proto__"]);
  expect(PRICES.check(PRICES.coerce(""))).toEqual({});
});

it.each<[unknown, string]>([
  [["gpt-4o"], "item 1"],
  [["a=1", "gpt-4o=2.5/10/1"], "item 2"],
  [["a=-1"], "item 1"],
  [["a=1e3"], "item 1"],
  [["=1/2"], "item 1"],
  [["a=1", "a=2"], "names one model twice (item 2)"],
  [{ a: [1] }, "is not a list of prices"],
  [7, "is not a list of prices"],
])("%j is refused with what is wrong and how to mend it", (value, wrong) => {
  expect(() => PRICES.check(value)).toThrow(
    expect.objectContaining({
      wrong: expect.stringContaining(wrong),
      mend: expect.stringMatching(/=|one item/),
    }),
  );
});
