import { describe, expect, test } from "vitest";
import { fuzzDocuments } from "./fixtures/fuzz-documents.ts";
import { prepareMarkdown } from "./prepare-markdown.ts";

const CASES: [name: string, markdown: string, prepared: string][] = [
  ["a newline in a paragraph", "一\n二\n\n三", "一  \n  二\n\n三"],
  ["line ends of other systems", "a\r\nb\rc", "a  \n  b  \n  c"],
  ["empty lines, one at most", "\n\na\n\n\n\nb\n\n", "a\n\nb"],
  ["list items", "- a\n- b\n  more\n1. c", "- a\n- b  \n  more\n1. c"],
  ["a nested list", "- a\n  - b\n    - c", "- a\n  - b\n    - c"],
  ["text after a list item", "- a\nb", "- a  \n  b"],
  ["a quote", "> a\n> b\n>\n> c", "> a  \n> b\n>\n> c"],
  ["headings", "# 一\n正文\n###### 六\n正文", "# 一\n正文\n###### 六\n正文"],
  [
    "signs that are no headings",
    "#include <x>\n#1\n##\n####### 七",
    "\\#include &lt;x&gt;  \n  \\#1  \n  \\##  \n  \\####### 七",
  ],
  ["a sign in an item or quote", "- #tag\n> #1", "- \\#tag\n> \\#1"],
  ["a sign within a line", "see #1 and C#", "see #1 and C#"],
  ["an underlined heading and a rule", "T\n===\na\n\n---\nb", "T\n===\na\n\n---\nb"],
  ["HTML", "<b>x</b> <br/> a<b && c>d", "&lt;b&gt;x&lt;/b&gt; &lt;br/&gt; a&lt;b && c&gt;d"],
  ["a script", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
  ["entities", "&lt;b&gt; &nbsp;", "&lt;b&gt; &nbsp;"],
  ["escaped brackets", "\\<b\\> \\`<i>`", "&lt;b&gt; \\`&lt;i&gt;`"],
  ["code spans", "`<a>` <b> ``x`<y>`` `open <c>", "`<a>` &lt;b&gt; ``x`<y>`` `open &lt;c&gt;"],
  ["comparisons at the start of a line", ">= 5\n> 5", "&gt;= 5\n> 5"],
  ["arrows", "a -> b => c", "a -&gt; b =&gt; c"],
  ["quotes of quotes", "> > a <x>\n- > b", "> > a &lt;x&gt;\n- > b"],
  [
    "a web autolink",
    "<https://a.b/c?d=e&f=(g)>",
    "[https://a.b/c?d=e&f=%28g%29](https://a.b/c?d=e&f=%28g%29)",
  ],
  ["a mail autolink", "<a@b.co>", "a@b.co"],
  ["a scripted autolink", "<javascript:alert(1)>", "&lt;javascript:alert(1)&gt;"],
  ["a link destination in brackets", "[k](<u v.pdf>) ![](<i>)", "[k](u%20v.pdf) ![](i)"],
  ["links and images", "[a](https://b) ![c](@lADP)", "[a](https://b) ![c](@lADP)"],
  ["a code block", "前\n```c\n#include <x>\n\n\na\n```\n后", "前\n```c\n#include <x>\n\n\na\n```\n后"],
  ["a code block nobody closed", "```js\nif (a<b) {", "```js\nif (a<b) {\n```"],
  ["an empty code block nobody closed", "x\n```", "x\n```\n```"],
  ["a fence of four around one of three", "````md\n```js\n<x>\n```\n````", "````md\n```js\n<x>\n```\n````"],
  ["tildes", "~~~\n<x>\n```\n~~~", "~~~\n<x>\n```\n~~~"],
  [
    "a code block in a list",
    "1. a\n   ```\n   <x>\n   ```\n2. <b>",
    "1. a\n   ```\n   <x>\n   ```\n2. &lt;b&gt;",
  ],
  ["a code block that begins an item", "- ```js\n  <x>", "- ```js\n  <x>\n  ```"],
  ["a code block that ends with its quote", "> ```\n> <x>\n<y>", "> ```\n> <x>\n> ```\n&lt;y&gt;"],
  ["three backticks around words", "```<x>``` <y>", "```<x>``` &lt;y&gt;"],
  ["indented code", "a\n\n    <x>\n\n<y>", "a\n\n    <x>\n\n&lt;y&gt;"],
  ["an indented paragraph of an item", "- a\n\n    <x>", "- a\n\n    &lt;x&gt;"],
  ["a table", "a:\n|x|y|\n|---|:-:|\n|1|<2>|\nb", "a:\n\n|x|y|\n|---|:-:|\n|1|&lt;2&gt;|\n\nb"],
  ["a table in a quote", "> a\n> |x|\n> |-|\n> |1|", "> a\n>\n> |x|\n> |-|\n> |1|"],
  ["bars that are no table", "a | b\nc | d", "a | b  \n  c | d"],
  [
    "a code block under tabs",
    "- a\n\t- b\n\t\t```js\n\t\t<x>\n\t\t```\n\n<b>\nc",
    "- a\n\t- b\n\t\t```js\n\t\t<x>\n\t\t```\n\n&lt;b&gt;  \n  c",
  ],
  [
    "a fence under tabs, closed under blanks",
    "\t\t~~~\n\t\t<x>\n        ~~~\n<b>",
    "\t\t~~~\n\t\t<x>\n\t\t~~~\n&lt;b&gt;",
  ],
  ["a fence further in than its opening", "```\n\t```\n   ```\n<b>", "```\n\t```\n```\n&lt;b&gt;"],
  ["a quoted fence under a tab", ">\t```\n> <x>\n> ```\n> <b>", ">\t```\n> <x>\n>\t```\n> &lt;b&gt;"],
  ["code under a blank and a tab", "a\n\n \t<x>", "a\n\n \t<x>"],
  [
    "a paragraph of an item whose text goes on without indentation",
    "- a\nb\n\n    <x>",
    "- a  \n  b\n\n    &lt;x&gt;",
  ],
  ["bars too far in for a table", "a\n\t|x|\n|-|\n|1|", "a  \n\t|x|  \n  |-|  \n  |1|"],
  ["control characters", "a\u0000b\u0007\tc", "ab\tc"],
  ["half a character", "a\ud83d", "a\ufffd"],
  ["indentation by full-width blanks", "　　一\n　　二", "　　一  \n  　　二"],
  ["more backticks than a fence has", "`".repeat(80), `\u200B${"`".repeat(80)}`],
  ["nothing", " \n ", ""],
];

describe("prepareMarkdown", () => {
  test.each(CASES)("%s", (_, markdown, prepared) => {
    expect(prepareMarkdown(markdown)).toBe(prepared);
  });

  test.each(CASES)("twice is once: %s", (_, _markdown, prepared) => {
    expect(prepareMarkdown(prepared)).toBe(prepared);
  });

  test("twice is once for any document", () => {
    for (const document of fuzzDocuments) {
      const once = prepareMarkdown(document);
      expect(prepareMarkdown(once)).toBe(once);
    }
  });
});
