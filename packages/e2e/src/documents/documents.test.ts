import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parseMarkdown, type MarkdownFacts } from "./parse-markdown.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const documents = globSync(["*.md", "docs/**/*.md", "packages/*/*.md", ".github/**/*.md"], { cwd: root });

const factsOf = (path: string): MarkdownFacts => parseMarkdown(readFileSync(join(root, path), "utf8"));

const english = factsOf("README.md");
const chinese = factsOf("README.zh-CN.md");

const levelsOf = ({ headings }: MarkdownFacts): number[] => headings.map(({ level }) => level);

/** Comments may be translated. */
const codeOf = ({ codeBlocks }: MarkdownFacts): string[] =>
  codeBlocks.map(({ language, lines }) =>
    [language, ...lines.filter((line) => !line.trim().startsWith("#"))].join("\n"),
  );

/** Each README links the other one; anchors are words of its language. */
const placesOf = ({ targets }: MarkdownFacts): string[] =>
  targets.map((target) => (target.startsWith("#") ? "#" : target)).filter((t) => !t.startsWith("README"));

const scripts = (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object }).scripts;

test("the two READMEs have the same sections, tables, links and commands", () => {
  expect(levelsOf(chinese)).toEqual(levelsOf(english));
  expect(chinese.tables).toEqual(english.tables);
  expect(placesOf(chinese)).toEqual(placesOf(english));
  expect(codeOf(chinese)).toEqual(codeOf(english));
  expect(codeOf(english).length).toBeGreaterThan(8);
});

test.each(documents)("%s links only what exists", (path) => {
  const missing = factsOf(path).targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [file = "", anchor] = decodeURIComponent(target).split("#");
    const place = file === "" ? path : join(dirname(path), file);
    if (!existsSync(join(root, place))) return true;
    return anchor !== undefined && !factsOf(place).headings.some((heading) => heading.anchor === anchor);
  });
  expect(missing).toEqual([]);
});

test.each(documents)("%s names only scripts and programs that exist", (path) => {
  const text = readFileSync(join(root, path), "utf8");
  const named = Array.from(text.matchAll(/npx pnpm@12 (?:run )?([a-z][a-z:]*)/g), ([, name = ""]) => name);
  const ownCommands = new Set(["exec", "install"]);
  expect(named.filter((name) => !ownCommands.has(name) && !Object.hasOwn(scripts, name))).toEqual([]);
  const programs = Array.from(text.matchAll(/node (packages\/\S+?\.ts)/g), ([, program = ""]) => program);
  expect(programs.filter((program) => !existsSync(join(root, program)))).toEqual([]);
});
