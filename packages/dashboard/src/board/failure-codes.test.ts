import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { FAILURE_CODES } from "./failure-codes.ts";

it("knows every code that docs/errors.md gives a failed job, and no other", () => {
  const document = readFileSync(new URL("../../../../docs/errors.md", import.meta.url), "utf8");
  const [, section = ""] = document.split("## Failures of a job\n");
  const [table = ""] = section.split("\n## ");
  const codes = Array.from(table.matchAll(/^\| `([a-z_]+)`/gm), ([, code = ""]) => code);
  expect(FAILURE_CODES).toEqual(new Set(codes));
});
