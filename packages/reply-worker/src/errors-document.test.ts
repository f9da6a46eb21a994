import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { apologies } from "./replies.ts";

const document = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");

test("docs/errors.md has a row for every failure of a job, and for no other", () => {
  const [, section = ""] = document.split("## Failures of a job\n");
  const [table = ""] = section.split("\n## ");
  const codes = Array.from(table.matchAll(/^\| `([a-z_]+)`/gm), (row) => row[1]);
  expect(new Set(codes)).toEqual(new Set(Object.keys(apologies)));
});
