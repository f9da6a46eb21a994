import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GATEWAY_ERROR_CODES } from "./gateway-error.ts";

const document = readFileSync(new URL("../../../../docs/errors.md", import.meta.url), "utf8");

test("docs/errors.md has a row for every code of the stream gateway, and for no other", () => {
  const [, section = ""] = document.split("## Stream connections that are not opened\n");
  const [table = ""] = section.split("\n## ");
  const codes = Array.from(table.matchAll(/^\| `([a-z_]+)`/gm), (row) => row[1]);
  expect(new Set(codes)).toEqual(new Set(GATEWAY_ERROR_CODES));
});
