import { describe, expect, test } from "vitest";
import { emptyReply } from "./empty-reply.ts";
import { markdownReply } from "./markdown-reply.ts";
import { textReply } from "./text-reply.ts";

const titleOf = (title: string): string => markdownReply({ title, text: "x" }).markdown.title;

describe("reply bodies", () => {
  test("in a one-to-one conversation mention nobody", () => {
    expect(textReply({ text: "你好" })).toEqual({ msgtype: "text", text: { content: "你好" } });
    expect(markdownReply({ title: "t", text: "**你好**" })).toEqual({
      msgtype: "markdown",
      markdown: { title: "t", text: "**你好**" },
    });
  });

  test("in a group end with the staff id and notify it", () => {
    const at = { staffId: "manager_1@x.y-2", nick: "小钉" };
    expect(textReply({ text: "你好", at })).toEqual({
      msgtype: "text",
      text: { content: "你好\n@manager_1@x.y-2" },
      at: { atUserIds: ["manager_1@x.y-2"], isAtAll: false },
    });
    expect(markdownReply({ title: "t", text: "- 你好", at })).toEqual({
      msgtype: "markdown",
      markdown: { title: "t", text: "- 你好\n\n@manager_1@x.y-2" },
      at: { atUserIds: ["manager_1@x.y-2"], isAtAll: false },
    });
  });

  test.each([undefined, ""])("name an external person in plain text (staffId %j)", (staffId) => {
    const body = textReply({ text: "你好", at: { staffId, nick: " 王  五 " } });
    expect(body).toEqual({ msgtype: "text", text: { content: "你好\n@王 五" } });
  });

  test.each([
    ["[点我](https://evil.example)", "@［点我］（https：／／evil．example）"],
    ["**粗**\n# 标题", "@＊＊粗＊＊ ＃ 标题"],
    ["<b>x</b>`y`", "@＜b＞x＜／b＞｀y｀"],
    ["@所有人", "@＠所有人"],
    ["a\u202egnp.exe\u200b\u0000", "@agnp．exe"],
    ["李".repeat(100), `@${"李".repeat(40)}`],
    ["😀".repeat(50), `@${"😀".repeat(40)}`],
  ])("make the nick %j harmless", (nick, token) => {
    expect(markdownReply({ title: "t", text: "x", at: { nick } }).markdown.text).toBe(`x\n\n${token}`);
  });

  test("mention nobody when there is nothing to call them by", () => {
    expect(textReply({ text: "x", at: { nick: " \n\u200b" } })).toEqual(textReply({ text: "x" }));
  });

  test("take a staff id that could be markup for none", () => {
    for (const staffId of ["a b", "[x](y)", "a\nb", "<a>", "`", "x".repeat(200)]) {
      const body = textReply({ text: "x", at: { staffId, nick: "王五" } });
      expect(body).toEqual({ msgtype: "text", text: { content: "x\n@王五" } });
    }
  });

  test("are nothing but the mention where there is no text", () => {
    expect(textReply({ text: "", at: { staffId: "u1", nick: "" } }).text.content).toBe("@u1");
  });

  test("have a title of one short line that is never empty", () => {
    expect(titleOf(" a\n\tb ")).toBe("a b");
    expect(titleOf("\n")).toBe("…");
    expect(titleOf("😀".repeat(100))).toBe("😀".repeat(64));
  });

  test("can be empty", () => {
    expect(emptyReply()).toEqual({ msgtype: "empty" });
  });
});
