import { expect, it } from "vitest";
import { parseChange } from "./parse-change.ts";

const set = (name: string, value: string, type = "set") => ({ type, name, value });

it.each([
  ["", { type: "show-all" }],
  [" 　", { type: "show-all" }],
  ["历史", { type: "history" }],
  ["model", { type: "show-one", name: "model" }],
  ["敏感词", { type: "show-one", name: "敏感词" }],
  ["model=gpt-5", set("model", "gpt-5")],
  ["model = gpt-5 ", set("model", "gpt-5")],
  ["模型＝gpt-5", set("模型", "gpt-5")],
  ["deny_users+=a,b", set("deny_users", "a,b", "add")],
  ["deny_users ＋＝ a，b", set("deny_users", "a，b", "add")],
  ["deny_users-=a", set("deny_users", "a", "remove")],
  ["deny_users－＝a", set("deny_users", "a", "remove")],
  ["deny-users-=a", set("deny-users", "a", "remove")],
  ["help=", set("help", "")],
  ["help=a=b", set("help", "a=b")],
  ["help=### 标题\n\n第一行\n", set("help", "### 标题\n\n第一行")],
  ["help=\n### 标题", set("help", "### 标题")],
  ["templates=\n  - title: 甲\n    prefix: 乙", set("templates", "  - title: 甲\n    prefix: 乙")],
  ["model 恢复", set("model", "", "reset")],
  ["model　默认", set("model", "", "reset")],
  ["model=默认", set("model", "", "reset")],
  ["model＝恢复", set("model", "", "reset")],
  ["model 恢复 什么", set("model", "恢复 什么", "no-sign")],
  ["max_request 3", set("max_request", "3", "no-sign")],
  ["help\n### 标题\n第一行", set("help", "### 标题\n第一行", "no-sign")],
  ["=1", { type: "show-one", name: "=1" }],
])("%j", (text, expected) => {
  expect(parseChange(text)).toEqual(expected);
});

it("reads a hostile text in no time", () => {
  const startedAtMs = performance.now();
  parseChange("a ".repeat(200_000));
  parseChange(`a${" ".repeat(400_000)}b`);
  parseChange(`${" ".repeat(200_000)}+`);
  parseChange(`a${"+ ".repeat(200_000)}`);
  expect(performance.now() - startedAtMs).toBeLessThan(2_000);
});
