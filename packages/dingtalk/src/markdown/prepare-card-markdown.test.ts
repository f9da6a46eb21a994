import { describe, expect, test } from "vitest";
import { prepareCardMarkdown } from "./prepare-card-markdown.ts";

const CASES: [name: string, markdown: string, prepared: string][] = [
  ["a newline in a paragraph", "一\n二\n\n三", "一<br>二\n\n三"],
  ["list items", "- a\n- b\n  more\n1. c", "- a\n- b<br>more\n1. c"],
  ["a quote", "> a\n> b\n>\n> c", "> a<br>\n> b\n>\n> c"],
  ["headings", "# 一\n正文\n## 二", "# 一\n正文\n## 二"],
  ["a table", "说明：\n|x|y|\n|-|-|\n|1<br>2|<b>|\n后", "说明：\n\n|x|y|\n|-|-|\n|1<br>2|&lt;b&gt;|\n\n后"],
  ["code", "看：\n```ts\nif (a<b)\n  x();\n```", "看：\n```ts\nif (a<b)\n  x();\n```"],
  ["code that is still being written", "```ts\nlet a", "```ts\nlet a\n```"],
  ["a mention that the model made up", "<a atId=boss>老板</a>", "&lt;a atId=boss&gt;老板&lt;/a&gt;"],
  ["line breaks", "a<br>\nb<BR/>c<br />d", "a<br>b<br>c<br>d"],
  ["a backslash before a line break", "a\\\nb\\\\\nc", "a<br>b\\\\<br>c"],
  ["indentation by full-width blanks", "　　一\n　　二", "　　一<br>　　二"],
  ["nothing", " \n ", ""],
];

describe("prepareCardMarkdown", () => {
  test.each(CASES)("%s", (_, markdown, prepared) => {
    expect(prepareCardMarkdown(markdown)).toBe(prepared);
  });

  test.each(CASES)("twice is once: %s", (_, _markdown, prepared) => {
    expect(prepareCardMarkdown(prepared)).toBe(prepared);
  });

  test("time grows with the length alone", () => {
    for (const unit of ["a\\\n", "<br", "<br>\n", "> a\n", "|a|\n", "`a\n", "\\"]) {
      const startedAtMs = performance.now();
      prepareCardMarkdown(unit.repeat(40_000));
      expect(performance.now() - startedAtMs, JSON.stringify(unit)).toBeLessThan(2_000);
    }
  });
});
