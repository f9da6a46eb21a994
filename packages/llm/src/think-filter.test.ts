import { describe, expect, it } from "vitest";
import { createThinkFilter } from "./think-filter.ts";

function ended(how: "whole" | "cut", deltas: string[]): string {
  const filter = createThinkFilter();
  for (const delta of deltas) filter.push(delta);
  filter.end(how);
  return filter.text;
}
const filtered = (...deltas: string[]): string => ended("cut", deltas);

const fence = "```";

const cases: [name: string, input: string, output: string][] = [
  ["no tag", "你好，a < b && b > c", "你好，a < b && b > c"],
  ["a block first", "<think>嗯…</think>\n\n答案", "答案"],
  ["an empty block", "<think>\n\n</think>\n\n答案", "答案"],
  ["two blocks first", "<think>a</think>\n<think>b</think>\n答案", "答案"],
  ["a block on lines of its own", "前\n <think> \r\nx\n</think>\n后", "前\n \n后"],
  ["two blocks", "<think>a</think>一\n<think>\nb\n</think>二", "一\n二"],
  ["an unclosed block", "一\n<think>\nnever ends", "一\n"],
  ["an opening tag as the last line", "一\n<think>", "一\n"],
  ["a tag in prose", "要去掉 <think> 标签，可以用正则。", "要去掉 <think> 标签，可以用正则。"],
  ["a pair of tags in prose", "用 <think> 和 </think> 包住", "用 <think> 和 </think> 包住"],
  ["a line that begins with the tag", "标签：\n<think> 是开头", "标签：\n<think> 是开头"],
  [
    "a tag far from the end of its line",
    `一\n<think>${" ".repeat(9)}\n二`,
    `一\n<think>${" ".repeat(9)}\n二`,
  ],
  ["prose about the tag after a block", "<think>x</think>写 <think> 和 </think>", "写 <think> 和 </think>"],
  ["a listed tag", "- <think>\n- </think>", "- <think>\n- </think>"],
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
  [
    "a block after a fence",
    `${fence}\ncode\n${fence}\n<think>\nx</think>end`,
    `${fence}\ncode\n${fence}\nend`,
  ],
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

  it.each([
    ["<think> 是推理模型输出的标签，用来包住思考。"],
    ["<think>a</thi"],
    ["一\n<think>\n二 </think"],
    ["一\n<think> "],
  ])("gives back a block that a model left open though it came to its end: %j", (input) => {
    expect(ended("whole", [input])).toBe(input);
    expect(ended("whole", input.split(""))).toBe(input);
    expect(filtered(input)).toBe(input.startsWith("一") ? "一\n" : "");
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
    expect(filtered("a\n", ...Array.from({ length: 20_000 }, () => "\n<think>\n</think>"))).toHaveLength(
      20_002,
    );
    expect(filtered(...Array.from({ length: 20_000 }, () => "a <think> "))).toHaveLength(200_000);
    expect(filtered("<think>", ...Array.from({ length: 20_000 }, () => "<"))).toBe("");
    // Quadratic would be minutes; a busy machine is slow.
    expect(performance.now() - startedAt).toBeLessThan(15_000);
  });
});
