import { expect, test } from "vitest";
import { duration, replies } from "./replies.ts";

test.each([
  [600, "10 分钟"],
  [45, "45 秒"],
  [3600, "1 小时"],
  [5430, "1 小时 30 分钟 30 秒"],
  [0, "0 秒"],
])("%i seconds read %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test("only a mode that will end names its end", () => {
  expect(replies.modeSwitched("小张", "multiTurn", "singleTurn", 600)).toMatch(
    /串聊[\s\S]*10 分钟[\s\S]*单聊/,
  );
  expect(replies.modeSwitched("小张", "singleTurn", "singleTurn", 600)).not.toContain("恢复");
});

test("a nick has no voice of its own", () => {
  const nick = "x**\n\n# 公告\n[领取补贴](https://evil.example)";
  for (const text of [
    replies.sessionReset(nick, "singleTurn"),
    replies.modeSwitched(nick, "multiTurn", "multiTurn", 1),
  ]) {
    expect(text).not.toMatch(/\n#|\]\(|https:\/\/evil/);
  }
});
