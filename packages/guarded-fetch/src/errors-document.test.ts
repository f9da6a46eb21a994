import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GUARD_ERROR_CODES } from "./guard-error.ts";

test("docs/errors.md has every code, and no other", () => {
  const document = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");
  const [, section = ""] = document.split("## Files that are not fetched\n");
  const rows = section.split("\n## ")[0]?.matchAll(/^\| `([a-z_]+)` \|/gm) ?? [];
  expect(Array.from(rows, ([, code]) => code)).toEqual([...GUARD_ERROR_CODES]);
});
