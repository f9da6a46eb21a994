import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));
const document = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");

/** What any package may have for its tests, and some for more; the table names it only where it is more. */
const FOR_TESTS = new Set(["test-redis", "local-redis"]);
const isMore = (tag: string): boolean => !FOR_TESTS.has(tag);

const packages = globSync("packages/*/package.json", { cwd: root }).map((path) => basename(dirname(path)));

/** The rows of the table under a headline, by cells; the first cell is a name in backticks. */
function rowsOf(headline: string): string[][] {
  const [, section = ""] = document.split(`${headline}\n`);
  const [body = ""] = section.split("\n## ");
  return Array.from(body.matchAll(/^\| `([a-z0-9-]+)` \|(.*)\|$/gm), ([, name = "", rest = ""]) => [
    name,
    ...rest.split(" | ").map((cell) => cell.trim()),
  ]);
}

const table = new Map(
  rowsOf("## Packages").map((row) => [
    row[0] ?? "",
    (row.at(-1) ?? "").split(", ").filter((name) => name !== "–"),
  ]),
);

interface TurboRules {
  boundaries: { tags: Record<string, { dependencies: { allow: string[] } }> };
}
const { tags } = (json("turbo.json") as TurboRules).boundaries;
const tagOf = (name: string): string => (json(`packages/${name}/turbo.json`) as { tags: [string] }).tags[0];

test("ARCHITECTURE.md has a row for every package, and for nothing else", () => {
  expect([...table.keys()].toSorted()).toEqual(packages.toSorted());
});

test("turbo.json has rules for the packages' tags, and names only such", () => {
  const used = new Set(packages.map(tagOf));
  expect(new Set(Object.keys(tags))).toEqual(used);
  const named = Object.values(tags).flatMap(({ dependencies }) => dependencies.allow);
  expect(named.filter((tag) => !used.has(tag))).toEqual([]);
});

test.each(packages)("%s: ARCHITECTURE.md and turbo.json agree on what it may depend on", (name) => {
  const allowed = tags[tagOf(name)]?.dependencies.allow ?? [];
  const told = (table.get(name) ?? []).map(tagOf);
  expect(new Set(told.filter(isMore))).toEqual(new Set(allowed.filter(isMore)));
  expect(told.filter((tag) => !allowed.includes(tag))).toEqual([]);
});

test.each(packages)("%s depends on nothing that its row does not name", (name) => {
  const { dependencies = {} } = json(`packages/${name}/package.json`) as { dependencies?: object };
  const ours = Object.keys(dependencies).flatMap(
    (dependency) => /^@dinglane\/(.*)$/.exec(dependency)?.[1] ?? [],
  );
  expect(ours.filter((dependency) => !table.get(name)?.includes(dependency))).toEqual([]);
});

test("ARCHITECTURE.md lists every package that is a process", () => {
  const [, section = ""] = document.split("| process | does | scale by |\n");
  const [body = ""] = section.split("\n\n");
  const processes = Array.from(body.matchAll(/^\| `([a-z0-9-]+)` \|/gm), ([, name = ""]) => name);
  const started = packages.filter((name) => existsSync(join(root, "packages", name, "src/main.ts")));
  expect(processes.toSorted()).toEqual(started.toSorted());
});
