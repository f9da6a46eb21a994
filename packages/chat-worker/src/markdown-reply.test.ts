import { expect, test } from "vitest";
import { markdownReplyOf } from "./markdown-reply.ts";

test("the title is the first line with words, without its markup", async () => {
  expect(await markdownReplyOf("---\n\n## **三点**建议\n\n1. 先", "回答")).toMatchObject({
    title: "三点 建议",
  });
  expect(await markdownReplyOf("🤷", "回答")).toMatchObject({ title: "回答" });
});

test("a long title is cut between characters", async () => {
  const { title } = await markdownReplyOf("😀字".repeat(40), "回答");
  expect(Array.from(title)).toHaveLength(24);
  expect(title.endsWith("…")).toBe(true);
});

test("a long answer becomes parts that leave room in DingTalk's 20 000 bytes, with nothing lost", async () => {
  const text = Array.from({ length: 900 }, (_, n) => `第 ${n} 段：${"内容".repeat(12)}`).join("\n\n");
  const { parts } = await markdownReplyOf(text, "回答");
  expect(parts.length).toBeGreaterThan(4);
  for (const part of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(16_000);
  const joined = parts.join("\n\n");
  for (let n = 0; n < 900; n++) expect(joined).toContain(`第 ${n} 段：`);
});

test("an answer without words still has one part", async () => {
  expect((await markdownReplyOf("  \n ", "回答")).parts).toHaveLength(1);
});
