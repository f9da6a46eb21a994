import type { TokenCounter } from "@dinglane/llm";
import { expect, test } from "vitest";
import { wholeQuestionOf, type Piece } from "./attachments/whole-question.ts";
import { measureQuestion } from "./measure-question.ts";

/** One token a character. */
const counter: TokenCounter = {
  load: async () => {},
  count: async (text) => text.length,
  countUpTo: async (text, ceiling) => Math.min(text.length, ceiling),
};
const limits = { counter, maxQuestionTokens: 10, maxContextTokens: 100 };
const measure = async (words: string, ...pieces: Piece[]): ReturnType<typeof measureQuestion> =>
  measureQuestion(wholeQuestionOf(words, pieces), limits, new AbortController().signal);

const file = (text: string): Piece => ({ type: "file", fileName: "a", text });

test("words have their own limit, whatever the context holds", async () => {
  expect(await measure("十".repeat(10))).toEqual({ status: "fits", tokens: 10 });
  expect(await measure("十".repeat(11))).toEqual({
    status: "refused",
    words: expect.stringMatching(/问题太长.*约 10 个字/),
  });
  expect(await measure("", { type: "speech", words: "十".repeat(11) })).toMatchObject({ status: "refused" });
});

test("a file is not bound by that limit, but has to fit into the context with the question", async () => {
  const fits = await measure("总结", file("字".repeat(50)));
  expect(fits).toMatchObject({ status: "fits" });
  expect(fits.status === "fits" && fits.tokens).toBeGreaterThan(52);
  expect(await measure("总结", file("字".repeat(100)))).toEqual({
    status: "refused",
    words: expect.stringMatching(/文件的内容太长.*约 100 个字/),
  });
  expect(await measure("十".repeat(11), file("短"))).toMatchObject({
    words: expect.stringContaining("问题太长"),
  });
});

test("pictures are not counted: each model does so in its own way", async () => {
  const picture: Piece = { type: "picture", dataUrl: `data:image/jpeg;base64,${"A".repeat(1_000)}` };
  expect(await measure("看", picture)).toEqual({ status: "fits", tokens: 1 });
});
