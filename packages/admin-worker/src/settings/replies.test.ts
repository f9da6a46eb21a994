import { readFileSync } from "node:fs";
import { LIVE_KEYS } from "@dinglane/runtime";
import { expect, it } from "vitest";
import { LABELS } from "./names/replies.ts";
import { replies } from "./replies.ts";

const page = readFileSync(new URL("../../../../docs/configuration.md", import.meta.url), "utf8");

it("docs/configuration.md lists every key that changes while it runs, by the name that people write", () => {
  const section = page.split("## Changed while it runs")[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => /^\| .* \| `/u.test(line));
  expect(new Set(rows)).toEqual(new Set(LIVE_KEYS.map((key) => `| ${LABELS[key]} | \`${key}\` |`)));
  expect(rows).toHaveLength(LIVE_KEYS.length);
});

it("no two settings go by one name, and none by a word of the command", () => {
  const labels = Object.values(LABELS);
  expect(new Set(labels).size).toBe(labels.length);
  for (const label of labels) expect(label).not.toMatch(/[=＝+\-\s]|^(?:历史|记录|恢复|默认)$/u);
});

it("a value cannot end the block that it is shown in", () => {
  const view = {
    key: "help" as const,
    variable: "HELP",
    origin: "default" as const,
    raw: "```\n# 标题\n````",
  };
  const words = replies.one(view, undefined, { isGroup: false, timeOf: String });
  expect(words).toContain("`````\n```\n# 标题\n````\n`````");
});
