import { createWordFilter } from "@dinglane/settings";
import { expect, test } from "vitest";
import { hasForbiddenWord } from "./has-forbidden-word.ts";

const { signal } = new AbortController();
const words = createWordFilter(["赌博"]);

test.each([
  ["", false],
  ["平常的话", false],
  ["赌", false],
  ["去赌博", true],
  ["🚫", false],
  [`${"字".repeat(3_999)}赌博`, true],
  [`${"字".repeat(3_999)}赌`, false],
  [`${"字".repeat(3_999)}😀${"字".repeat(9_000)}`, false],
  [`${"字".repeat(20_000)}赌博`, true],
])("%#: a text is looked through to its end, across pieces", async (text, isForbidden) => {
  expect(await hasForbiddenWord(text, words, signal)).toBe(isForbidden);
});

test("whoever stops it need not wait for its end", async () => {
  await expect(hasForbiddenWord("字", words, AbortSignal.abort(new Error("stopped")))).rejects.toThrow(
    "stopped",
  );
});
