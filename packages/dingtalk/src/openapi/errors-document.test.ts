import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { API_ACTION_BY_CODE } from "./api-action-by-code.ts";
import { OPENAPI_ERROR_CODES } from "./openapi-error.ts";

const document = readFileSync(new URL("../../../../docs/errors.md", import.meta.url), "utf8");

const sectionOf = (heading: string): string => {
  const [, section = ""] = document.split(`## ${heading}\n`);
  return section.split("\n## ")[0] ?? "";
};

test("docs/errors.md says of every code of the OpenAPI what is done about it", () => {
  const rows = Array.from(
    sectionOf("Answers of DingTalk's OpenAPI").matchAll(/^\| `([\w.-]+)` \|[^|]*\| `([a-z-]+)`/gm),
    ([, code, action]) => [code, action],
  );
  expect(new Map(rows as [string, string][])).toEqual(API_ACTION_BY_CODE);
});

test("docs/errors.md has a row for every code of an OpenApiError, and for no other", () => {
  const rows = sectionOf("Calls of the OpenAPI that are not confirmed").matchAll(/^\| `([a-z_]+)`/gm);
  expect(new Set(Array.from(rows, (row) => row[1]))).toEqual(new Set(OPENAPI_ERROR_CODES));
});
