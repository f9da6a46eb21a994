import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { REFUSAL_REASONS } from "./refusal-reason.ts";
import { REJECTED_STATUS, UNAVAILABLE_STATUS } from "./turned-away-status.ts";

const document = readFileSync(new URL("../../../docs/errors.md", import.meta.url), "utf8");

function rowsOf(title: string): string[] {
  const [, section = ""] = document.split(`## ${title}\n`);
  const [text = ""] = section.split("\n## ");
  return text.split("\n").filter((line) => line.startsWith("| `"));
}

describe("docs/errors.md", () => {
  it("has every reason for which ingress turns a callback away, its status, and no other", () => {
    const rows = rowsOf("Callbacks that ingress turns away").map((row) => {
      const [, reason, status] = /^\| `([a-z_]+)` \| (\d+) \|/.exec(row) ?? [];
      return [reason, Number(status)] as const;
    });
    expect(rows).toHaveLength(new Set(rows.map(([reason]) => reason)).size);
    expect(Object.fromEntries(rows)).toEqual({ ...REJECTED_STATUS, ...UNAVAILABLE_STATUS });
  });

  it("has every reason of a refusal, and no other", () => {
    const reasons = rowsOf("Refusals").flatMap((row) => {
      const [, cell = ""] = row.split("|");
      return Array.from(cell.matchAll(/`([a-z_]+)`/g), ([, reason]) => reason);
    });
    expect(reasons).toHaveLength(new Set(reasons).size);
    expect(new Set(reasons)).toEqual(new Set(REFUSAL_REASONS));
  });
});
