import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { settingEntries } from "./schema.ts";
import type { Setting } from "./setting.ts";

const page = readFileSync(new URL("../../../../docs/configuration.md", import.meta.url), "utf8");

function defaultOf({ default: value, defaultDoc }: Setting<unknown>): string {
  if (defaultDoc !== undefined) return defaultDoc;
  if (value === null || (Array.isArray(value) && value.length === 0)) return "none";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function rowOf(key: string, setting: Setting<unknown>): string {
  const aliases = setting.aliases.map((alias) => ` or \`${alias}\``).join("");
  const cells = [
    `\`${key}\``,
    `\`${setting.env}\`${aliases}`,
    setting.doc,
    defaultOf(setting),
    setting.format.name,
    setting.sensitive ? "yes" : "no",
  ];
  return `| ${cells.join(" | ")} |`;
}

/** A row of a setting begins with its key in lower case; the variables without a key stand in another table. */
const documented = page.split("\n").filter((line) => /^\| `[a-z_]+` \|/u.test(line));

it("docs/configuration.md has a row for every setting, and says what the schema says", () => {
  expect(documented).toEqual(
    expect.arrayContaining(settingEntries().map(([key, setting]) => rowOf(key, setting))),
  );
});

it("docs/configuration.md has no row for anything else, and none twice", () => {
  expect(documented).toHaveLength(settingEntries().length);
});

it("docs/configuration.md names the variables that have no key in the file", () => {
  for (const variable of ["CONFIG_FILE", "PROMPT_FILE", "TZ"]) expect(page).toContain(`| \`${variable}\` |`);
});

it("no two settings share a variable or an alias", () => {
  const names = settingEntries().flatMap(([, { env, aliases }]) => [env, ...aliases]);
  expect(new Set(names).size).toBe(names.length);
});
