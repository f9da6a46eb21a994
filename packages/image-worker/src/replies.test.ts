import { prepareMarkdown } from "@dinglane/dingtalk";
import { expect, test } from "vitest";
import { replies } from "./replies.ts";

const media = { at: "dingtalk", mediaId: "@lALPDe_7-x_y$iAEKAqNq" } as const;
const link = { at: "link", url: "https://bot.example.com/images/aa_bb-cc__d" } as const;

test("a picture stands in the reply as DingTalk shows it, and so does a link", () => {
  expect(prepareMarkdown(replies.drawn("一只猫", media))).toContain(
    "\n\n![图片](@lALPDe_7-x_y$iAEKAqNq)\n\n",
  );
  const linked = prepareMarkdown(replies.drawn("一只猫", link));
  expect(linked).toContain(`![图片](${link.url})`);
  expect(linked).toMatch(/\[点这里看图\]\(https:\S+__d\)，链接一天内有效/);
});

test.each([
  ["一只猫", "**画好了**：一只猫"],
  ["  两行\n的 猫 ", "**画好了**：两行 的 猫"],
  ["长".repeat(41), `**画好了**：${"长".repeat(40)}…`],
  ["长".repeat(40), `**画好了**：${"长".repeat(40)}`],
  ["\u200b", "**画好了**"],
])("it begins with what was asked for: %j", (prompt, line) => {
  expect(replies.drawn(prompt, media).split("\n")[0]).toBe(line);
});

test("nothing that a prompt holds becomes a link, a heading or a mention in the robot's voice", () => {
  const prompt = "# [点我](https://evil.example) @所有人 ![x](y) **粗**";
  const [line = ""] = replies.drawn(prompt, media).split("\n");
  expect(line.replace("**画好了**：", "")).not.toMatch(/[#[\]()@!*:]/);
});
