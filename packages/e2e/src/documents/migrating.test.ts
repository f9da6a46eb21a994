import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), "utf8");
const document = read("docs/migrating.md");

const rowsUnder = (headline: string): string[][] => {
  const [, section = ""] = document.split(`${headline}\n`);
  const [body = ""] = section.split("\n## ");
  return body
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| key") && !line.startsWith("| command"))
    .map((line) => line.split(" | ").map((cell) => cell.replaceAll(/^\| | \|$/g, "").trim()));
};

const COMMANDS =
  "帮助 单聊 串聊 重置 退出 结束 清空会话 模板 图片 #图片 余额 查对话 #查对话 #域名 #证书 群ID 停止 状态";
const VERDICT = /^(?:same|better|new|\*\*refused)/;

test("every key of the reference system's file has a row that says what becomes of it", () => {
  const example = read("packages/runtime/src/fixtures/reference-shape/config.yml");
  const keys = Array.from(example.matchAll(/^([a-z_]+):/gm), ([, key]) => key);
  const rows = rowsUnder("## Keys of config.yml");
  expect(new Set(rows.map(([key]) => key?.replaceAll("`", "")))).toEqual(new Set(keys));
  expect(rows).toHaveLength(keys.length);
  for (const [key, , verdict] of rows) expect(verdict, key).toMatch(VERDICT);
});

test("its variables are ours too", () => {
  const settings = read("docs/configuration.md");
  for (const [key, variables = ""] of rowsUnder("## Keys of config.yml")) {
    for (const [, variable] of variables.matchAll(/`([A-Z_]+)`/g))
      expect(settings, key).toContain(`\`${variable}\``);
  }
});

test("every command has a row that says who may give it and what becomes of it", () => {
  const commands = rowsUnder("## Commands");
  const words = commands.map(([command]) => command).join(" ");
  for (const word of COMMANDS.split(" ")) expect(words).toContain(word);
  for (const [command, who, verdict] of commands) {
    expect(who, command).toMatch(/^(?:permitted people|administrators)$/);
    expect(verdict, command).toMatch(VERDICT);
  }
});
