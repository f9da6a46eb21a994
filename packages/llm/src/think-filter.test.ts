import { describe, expect, it } from "vitest";
import { createThinkFilter } from "./think-filter.ts";

function filtered(...deltas: string[]): string {
  const filter = createThinkFilter();
  for (const delta of deltas) filter.push(delta);
  filter.end();
  return filter.text;
}

const fence = "```";

const cases: [name: string, input: string, output: string][] = [
  ["no tag", "你好，a < b && b > c", "你好，a < b && b > c"],
  ["a block first", "<think>嗯…</think>\n\n答案", "答案"],
  ["an empty block", "<think>\n\n</think>\n\n答案", "答案"],
  ["a block in the middle", "前<think>x</think>后", "前后"],
  ["two blocks", "<think>a</think>一<think>b</think>二", "一二"],
  ["an unclosed block", "一<think>never ends", "一"],
  ["only an unclosed block", "<think>never ends", ""],
  ["a closing tag alone", "reasoning about it\n</think>\n\n答案", "答案"],
  ["a closing tag right at the start", "</think>答案", "答案"],
  ["a stray closing tag later", "<think>a</think>一</think>二", "一二"],
  ["reasoning that mentions the tag", "<think>the <think> tag</think>答案", "答案"],
  ["half a tag at the end", "答案<thi", "答案<thi"],
  ["half a closing tag in a block", "<think>a</thi", ""],
  ["another tag", "<thinking>stays</thinking>", "<thinking>stays</thinking>"],
  ["a tag in inline code", "use `<think>` and `</think>` so", "use `<think>` and `</think>` so"],
  [
    "a tag in a fence",
    `see\n${fence}xml\n<think>x</think>\n${fence}\nend`,
    `see\n${fence}xml\n<think>x</think>\n${fence}\nend`,
  ],
  ["a block after a fence", `${fence}\ncode\n${fence}\n<think>x</think>end`, `${fence}\ncode\n${fence}\nend`],
  ["reasoning with an open fence, closed alone", `${fence}\ncode\n${fence}\nso</think>答案`, "答案"],
  ["blank space before the text", "\n \n 答案", "答案"],
];

describe("createThinkFilter", () => {
  it.each(cases)("%s", (_name, input, output) => {
    expect(filtered(input)).toBe(output);
  });

  it.each(cases)("%s, one character at a time", (_name, input, output) => {
    expect(filtered(...input.split(""))).toBe(output);
  });

  it.each(cases)("%s, cut in two anywhere", (_name, input, output) => {
    for (let cut = 1; cut < input.length; cut++) {
      expect(filtered(input.slice(0, cut), input.slice(cut))).toBe(output);
    }
  });

  it("says whether the text changed", () => {
    const filter = createThinkFilter();
    expect(["<th", "ink>x", "y</think>", "\n", "好", "<"].map((delta) => filter.push(delta))).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it("takes text back when a closing tag shows that it was reasoning", () => {
    const filter = createThinkFilter();
    filter.push("let me see");
    expect(filter.text).toBe("let me see");
    expect(filter.push("</think>")).toBe(true);
    expect(filter.text).toBe("");
  });

  it("is linear in hostile input", () => {
    const startedAt = performance.now();
    expect(filtered("<".repeat(200_000))).toHaveLength(200_000);
    expect(filtered(...Array.from({ length: 20_000 }, () => "`</think>"))).toHaveLength(180_000);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});
