import { expect, test } from "vitest";
import { withCardMention } from "./with-card-mention.ts";

test.each([
  [{ staffId: "staff-1", nick: "小张" }, "答\n\n<a atId=staff-1>小张</a>"],
  [{ staffId: "staff-1", nick: "" }, "答\n\n<a atId=staff-1>staff-1</a>"],
  // Whoever has no id, or none that is one, is named in plain text.
  [{ nick: "外部<伙伴>" }, "答\n\n@外部＜伙伴＞"],
  [{ staffId: "x onclick=1>", nick: "小张" }, "答\n\n@小张"],
  [{ nick: "" }, "答"],
])("%j", (mention, text) => {
  expect(withCardMention("答", mention)).toBe(text);
});
