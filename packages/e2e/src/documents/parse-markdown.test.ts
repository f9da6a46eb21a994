import { expect, test } from "vitest";
import { parseMarkdown } from "./parse-markdown.ts";

test("headings, code, links and tables are told apart", () => {
  const facts = parseMarkdown(
    [
      "# One, two & 三",
      "[a](b.md) and ![c](d.png), not `[e](f)`, <https://g>",
      "| h |",
      "|---|",
      "| [i](#j) |",
      "",
      "```sh",
      "# no heading",
      "run [k](l)",
      "```",
      "## 五、六（七）",
    ].join("\n"),
  );
  expect(facts).toEqual({
    headings: [
      { level: 1, anchor: "one-two--三" },
      { level: 2, anchor: "五六七" },
    ],
    codeBlocks: [{ language: "sh", lines: ["# no heading", "run [k](l)"] }],
    targets: ["b.md", "d.png", "#j"],
    tables: [3],
  });
});
