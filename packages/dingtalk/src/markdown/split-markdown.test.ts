import { describe, expect, test } from "vitest";
import { closesFence, fenceOpenedBy, type Fence } from "./fence.ts";
import { fuzzDocuments } from "./fixtures/fuzz-documents.ts";
import { prepareMarkdown } from "./prepare-markdown.ts";
import { splitMarkdown } from "./split-markdown.ts";

const bytes = (text: string): number => Buffer.byteLength(text);

/** A fence that a part leaves open. */
function openFenceOf(part: string): Fence | undefined {
  let open: Fence | undefined;
  for (const line of part.split("\n")) {
    if (open === undefined) open = fenceOpenedBy(line);
    else if (closesFence(open, line)) open = undefined;
  }
  return open;
}

/**
 * Whether all that is visible of `text` stands in `whole`, in order; `whole` may hold more (repeated frames). Signs of
 * fences are left out: a closing one is as long as its opening, whatever it was.
 */
function holdsInOrder(whole: string, text: string): boolean {
  let at = 0;
  for (const sign of text) {
    if (/[\s`~]/u.test(sign)) continue;
    at = whole.indexOf(sign, at);
    if (at < 0) return false;
    at += sign.length;
  }
  return true;
}

function expectSound(text: string, maxBytes: number): string[] {
  const parts = splitMarkdown(text, maxBytes);
  for (const part of parts) {
    expect(bytes(part)).toBeLessThanOrEqual(maxBytes);
    expect(part.isWellFormed()).toBe(true);
    expect(part.trim()).not.toBe("");
    expect(openFenceOf(part)).toBeUndefined();
  }
  expect(holdsInOrder(parts.join("\n"), text.toWellFormed())).toBe(true);
  return parts;
}

describe("splitMarkdown", () => {
  test("leaves what fits in one part alone", () => {
    expect(splitMarkdown("# 标题\n\n正文\n\n```js\ncode()\n```", 200)).toEqual([
      "# 标题\n\n正文\n\n```js\ncode()\n```",
    ]);
  });

  test("has no part for a blank text", () => {
    expect(splitMarkdown("", 100)).toEqual([]);
    expect(splitMarkdown(" \n\n\t\n", 100)).toEqual([]);
  });

  test("cuts between blocks, with the heading kept above its block", () => {
    const first = "a".repeat(30);
    const second = "b".repeat(30);
    expect(splitMarkdown(`${first}\n\n## h\n\n${second}`, 50)).toEqual([first, `## h\n\n${second}`]);
  });

  test("cuts a block that is too long between lines", () => {
    const lines = Array.from({ length: 10 }, (_, index) => `- item ${index} of the list`);
    const parts = expectSound(lines.join("\n"), 64);
    expect(parts.flatMap((part) => part.split("\n"))).toEqual(lines);
  });

  test("cuts a line that is too long after a punctuation mark, else between code points", () => {
    const sentences = "这是一个句子，后面还有。".repeat(20);
    const parts = expectSound(sentences, 100);
    expect(parts.join("")).toBe(sentences);
    for (const part of parts) expect(part).toMatch(/[，。]$/);
    const faces = "😀".repeat(100);
    expect(expectSound(faces, 33).join("")).toBe(faces);
  });

  test("uses a part to its last byte", () => {
    const line = "x".repeat(64);
    expect(splitMarkdown(line, 64)).toEqual([line]);
    expect(splitMarkdown(`${line}\n\n${line}`, 130)).toEqual([`${line}\n\n${line}`]);
    expect(splitMarkdown(`${line}\n\n${line}`, 129)).toEqual([line, line]);
    const code = `\`\`\`\n${"y".repeat(56)}\n\`\`\``;
    expect(splitMarkdown(code, 64)).toEqual([code]);
  });

  test("closes a code block at the end of a part and opens it again, language and all", () => {
    const code = Array.from({ length: 12 }, (_, index) => `line(${index});`);
    const parts = expectSound(`\`\`\`ts\n${code.join("\n")}\n\`\`\``, 60);
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect(part).toMatch(/^```ts\n[^`]+\n```$/);
    expect(parts.flatMap((part) => part.split("\n").slice(1, -1))).toEqual(code);
  });

  test("keeps quoted code quoted when one of its lines is cut", () => {
    const parts = expectSound(`> \`\`\`\n> ${"z".repeat(200)}\n> \`\`\``, 64);
    for (const part of parts) for (const line of part.split("\n")) expect(line).toMatch(/^> /);
  });

  test("repeats the head of a table", () => {
    const rows = Array.from({ length: 8 }, (_, index) => `| ${index} | value |`);
    const parts = expectSound(["| n | v |", "|---|---|", ...rows].join("\n"), 96);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(part).toMatch(/^\| n \| v \|\n\|---\|---\|\n/);
  });

  test("makes no code of an item's paragraph that begins a part", () => {
    const [, second] = splitMarkdown(`- ${"a".repeat(40)}\n\n    ${"b".repeat(40)}`, 60);
    expect(second).toBe("b".repeat(40));
  });

  test("cuts backticks without opening code", () => {
    expectSound("`".repeat(1_000), 64);
    expectSound(`\`\`\`\n${"`".repeat(2)}${"x".repeat(50)}${"`".repeat(300)}\n\`\`\``, 64);
    expectSound(`\`\`\`${"language".repeat(20)}\ncode\n\`\`\``, 64);
  });

  test("refuses parts too small for a frame", () => {
    expect(() => splitMarkdown("x", 31)).toThrow(RangeError);
    expect(() => splitMarkdown("x", Number.NaN)).toThrow(RangeError);
  });

  test.each([32, 40, 64, 100, 257, 1_000])("is sound for any document in parts of %i bytes", (maxBytes) => {
    for (const document of fuzzDocuments) {
      expectSound(document, maxBytes);
      expectSound(prepareMarkdown(document), maxBytes);
    }
  });
});

/** The best of a few runs: other work on the machine only ever adds. */
/** CPU time of this thread, in ms: what other processes take from the machine does not count. */
const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

const bestOf = (runs: number, work: () => void): number =>
  Math.min(
    ...Array.from({ length: runs }, () => {
      const start = cpuMs();
      work();
      return cpuMs() - start;
    }),
  );

const splitFor = (text: string) => () => void splitMarkdown(prepareMarkdown(text), 16_000);

describe("the time it takes", () => {
  test("72 kB are ready in under 20 ms", () => {
    const section =
      "## 小节\n\n一段说明文字，带 `代码` 和 <标签>。\n下一行。\n\n- 列表\n- 列表\n\n```ts\nconst a = 1;\n```\n\n";
    const answer = section.repeat(Math.ceil(72_000 / bytes(section)));
    expect(bestOf(25, splitFor(answer))).toBeLessThan(20);
  });

  const MEGABYTE = 1_000_000;
  test.each<[name: string, unit: string, start?: string]>([
    ["backticks", "`"],
    ["newlines", "\n"],
    ["one letter", "长"],
    ["angle brackets", "<"],
    ["quote marks", "> "],
    ["bullets", "- "],
    ["fences", "```\n"],
    ["link starts", "](<"],
    ["table bars", "|\n"],
    ["backslashes", "\\"],
    ["blanks", " "],
    ["hashes", "#"],
    ["headings", "# h\n"],
    ["fence runs", "``` `` ` "],
    ["code lines", "x\n", "```\n"],
  ])("a megabyte of %s takes a time in proportion", (_, unit, start = "") => {
    const whole = start + unit.repeat(MEGABYTE / unit.length);
    const part = whole.slice(0, MEGABYTE / 8);
    // Eight times the text in eight times the time; quadratic work would take sixty-four. The 250 ms are for a busy machine.
    const small = bestOf(2, splitFor(part));
    expect(bestOf(1, splitFor(whole))).toBeLessThan(small * 28 + 250);
  });
});
