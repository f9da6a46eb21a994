import { expect, test } from "vitest";
import { prepareMarkdown } from "../markdown/prepare-markdown.ts";
import { plainNick } from "./plain-nick.ts";

test.each([
  ["小钉", "小钉"],
  [" 王  五 ", "王 五"],
  ["J. Smith Jr.", "J. Smith Jr."],
  ["[点我](https://evil.example)", "［点我］（https：／／evil．example）"],
  ["https://evil.example/a?b=c", "https：／／evil．example／a?b=c"],
  ["www.evil.example", "www．evil．example"],
  ["![](https://evil.example/track.png)", "！［］（https：／／evil．example／track．png）"],
  ["x**\n\n# 公告\n> 引用", "x＊＊ ＃ 公告 ＞ 引用"],
  ["<b>x</b>`y`\\", "＜b＞x＜／b＞｀y｀＼"],
  ["@所有人", "＠所有人"],
  ["a|b_c~d", "a｜b＿c～d"],
  ["a\u202egnp.exe\u200b\u0000", "agnp．exe"],
  ["李".repeat(100), "李".repeat(40)],
  ["😀".repeat(50), "😀".repeat(40)],
  [" \n\u200b", ""],
])("makes %j plain", (nick, plain) => {
  expect(plainNick(nick)).toBe(plain);
  expect(plainNick(plain)).toBe(plain);
  // Nothing in it needs escaping any more.
  expect(prepareMarkdown(`与${plain}的对话`)).toBe(`与${plain}的对话`);
});
