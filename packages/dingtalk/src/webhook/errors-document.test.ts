import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SEND_ACTION_BY_ERRCODE } from "./send-action-by-errcode.ts";

const document = readFileSync(new URL("../../../../docs/errors.md", import.meta.url), "utf8");

test("docs/errors.md says of every errcode what is done about it", () => {
  const [, section = ""] = document.split("## Answers of a sessionWebhook\n");
  const [table = ""] = section.split("\n## ");
  const rows = Array.from(table.matchAll(/^\| (-?\d+) \|[^|]*\| `([a-z-]+)`/gm), ([, code, action]) => [
    Number(code),
    action,
  ]);
  expect(new Map(rows as [number, string][])).toEqual(SEND_ACTION_BY_ERRCODE);
});
