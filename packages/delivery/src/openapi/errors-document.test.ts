import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { NO_OTHER_ROAD_CODES } from "./reply-target.ts";

const document = readFileSync(new URL("../../../../docs/errors.md", import.meta.url), "utf8");

test("docs/errors.md has a row for every reason why a reply cannot go by OpenAPI, and for no other", () => {
  const [, section = ""] = document.split("## Why a reply cannot go by OpenAPI\n");
  const [table = ""] = section.split("\n## ");
  const codes = Array.from(table.matchAll(/^\| `([a-z_]+)`/gm), (row) => row[1]);
  expect(new Set(codes)).toEqual(new Set(NO_OTHER_ROAD_CODES));
});
