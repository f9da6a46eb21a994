import { describe, expect, test } from "vitest";
import { parseRichText } from "./parse-rich-text.ts";

const picture = { type: "picture", downloadCode: "d", pictureDownloadCode: "p" };
const ROBOT = { dingtalkId: "$:LWCP_v1:$robot" };

type Items = readonly unknown[];
const inGroup = (items: Items, others = 0): string =>
  parseRichText(items, {
    conversationType: "2",
    atUsers: [ROBOT, ...Array.from({ length: others }, () => ({ dingtalkId: "x" }))],
  }).text;
const oneToOne = (items: Items): string =>
  parseRichText(items, { conversationType: "1", atUsers: undefined }).text;

describe("parseRichText", () => {
  test("reads the documentation's sample", () => {
    const items = [{ text: "@SDK示例" }, { text: "你好" }, picture];
    for (const conversationType of ["1", "2"] as const) {
      expect(parseRichText(items, { conversationType, atUsers: [ROBOT] })).toEqual({
        text: "你好",
        pictures: [{ downloadCode: "d", pictureDownloadCode: "p" }],
      });
    }
  });

  test.each<[string, Items, string]>([
    ["a name at the start", [{ text: "@小白" }, { text: " 你好" }], "你好"],
    ["a name at the end", [{ text: "重置 " }, { text: "@小白" }], "重置"],
    ["a name behind a picture", [picture, { text: "@小白" }, { text: "这是什么" }], "这是什么"],
    ["a name and a question in one text", [{ text: "@小白 这是什么" }], "这是什么"],
    [
      "a name as an item of its own kind",
      [{ type: "at", atName: "小白", atUserId: "1" }, { text: "你好" }],
      "你好",
    ],
    ["HarmonyOS, the name twice", [{ text: "@小白" }, { text: "@小白 你好" }], "你好"],
    ["HarmonyOS, the name twice and no blank", [{ text: "@小白" }, { text: "@小白你好" }], "你好"],
    ["HarmonyOS, two items", [{ text: "@小白" }, { text: "@小白" }, { text: "你好" }], "你好"],
    ["HarmonyOS, a name with a blank", [{ text: "@Bot One" }, { text: "@Bot One 你好" }], "你好"],
    ["nothing but the name", [{ text: "@小白" }], ""],
    ["an address within the text", [{ text: "写信给 a@b.co 好吗" }], "写信给 a@b.co 好吗"],
    ["a long text that begins with the sign", [{ text: `@${"长".repeat(60)}` }], `@${"长".repeat(60)}`],
    [
      "items that say nothing",
      [{ type: "emoji" }, { type: "skill", skillData: {} }, null, 1, "x", [], { text: 5 }],
      "",
    ],
    ["lines", [{ text: "一\n" }, { text: "二" }], "一\n二"],
    ["pictures between texts", [{ text: "前" }, picture, picture, { text: "后" }], "前\n后"],
  ])("called alone in a group: %s", (_, items, text) => {
    expect(inGroup(items)).toBe(text);
  });

  test("keeps other people's names in the question", () => {
    const items = [{ text: "@小白" }, { text: "问一下" }, { text: "@张三" }, { text: "的电话" }];
    expect(inGroup(items, 1)).toBe("问一下@张三 的电话");
  });

  test("in a one-to-one conversation a name alone is the question", () => {
    expect(oneToOne([{ text: "@小白" }])).toBe("@小白");
    expect(oneToOne([{ text: "@张三 是谁" }])).toBe("@张三 是谁");
  });

  test("reads a hundred thousand items in no time", () => {
    const items = Array.from({ length: 100_000 }, () => ({ text: "@a" }));
    const start = performance.now();
    parseRichText([...items, { text: "@a ".repeat(100_000) }], { conversationType: "2", atUsers: undefined });
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
