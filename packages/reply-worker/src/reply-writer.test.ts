import { expect, test } from "vitest";
import { createReplyWriter } from "./reply-writer.ts";

const { write, writeAnswer } = createReplyWriter((text) => text.replaceAll("坏词", "🚫🚫"));

test.each([
  ["---\n\n## **三点**建议\n\n1. 先", "三点建议"],
  ["🤷 **抱歉**，没有 `no-one` 的对话", "🤷 抱歉，没有 no-one 的对话"],
  ["> - **每日上限** `max_request`：2*3", "每日上限 max_request：2*3"],
  ["![图](https://a.example/b_c.png) 见[这里](https://a.example)", "图 见这里"],
  ["| 名称 | 数量 |", "名称 数量"],
  ["# #周报", "#周报"],
  ["🤷", "回答"],
])("%j is titled %s: the first line with words, without its markup", async (markdown, title) => {
  expect(await write(markdown)).toMatchObject({ title });
});

test("a long title is cut between characters", async () => {
  const { title } = await write("😀字".repeat(40));
  expect(Array.from(title)).toHaveLength(24);
  expect(title.endsWith("…")).toBe(true);
});

test("a long answer becomes parts that leave room in DingTalk's 20 000 bytes, with nothing lost", async () => {
  const text = Array.from({ length: 900 }, (_, n) => `第 ${n} 段：${"内容".repeat(12)}`).join("\n\n");
  const { parts } = await write(text);
  expect(parts.length).toBeGreaterThan(4);
  for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(19_000);
  const joined = parts.join("\n\n");
  for (let n = 0; n < 900; n++) expect(joined).toContain(`第 ${n} 段：`);
});

test("an answer without words still has one part", async () => {
  expect((await write("  \n ")).parts).toHaveLength(1);
});

test("quotes and newlines, which double in JSON, are counted as what they become", async () => {
  const rows = Array.from({ length: 700 }, (_, n) => `{ "id": ${n}, "name": "n${n}", "tags": ["a", "b"] },`);
  const { parts } = await write(`\`\`\`json\n${rows.join("\n")}\n\`\`\``);
  for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThanOrEqual(19_000);
  for (const row of rows) expect(parts.join("\n")).toContain(row);
});

test("only a model's words are masked, title included", async () => {
  expect(await writeAnswer("坏词在此")).toMatchObject({ title: "🚫🚫在此", parts: ["🚫🚫在此"] });
  expect(await write("坏词在此")).toMatchObject({ parts: ["坏词在此"] });
});

test("a closing line stands below whatever was left open, unmasked, and is no title", async () => {
  const { title, parts } = await writeAnswer("```ts\nconst a = 1;", "（坏词）");
  expect(parts.join("")).toMatch(/const a = 1;\n```\n\n（坏词）$/);
  expect(title).not.toContain("坏词");
});

test("long answers that end together take a turn of the event loop each", async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  await Promise.all(Array.from({ length: 20 }, () => writeAnswer("内容。\n\n".repeat(3_000))));
  clearInterval(timer);
  expect(turns).toBeGreaterThan(10);
});

test("for a card it is card markdown, whole; a closing line is on it as well", async () => {
  const { card, parts } = await writeAnswer("一\n二坏词", "（完）", "card");
  expect(card).toEqual({ text: "一<br>二🚫🚫\n\n（完）", rest: [] });
  expect(parts).toEqual(["一  \n  二🚫🚫\n\n（完）"]);
  expect(await write("一")).not.toHaveProperty("card");
});

test("what one card does not hold goes on in messages; taken together nothing is lost", async () => {
  const text = Array.from({ length: 900 }, (_, n) => `第 ${n} 段：${"内容".repeat(12)}`).join("\n\n");
  const { card, parts } = await writeAnswer(text, "（完）", "card");
  expect(Buffer.byteLength(card?.text ?? "")).toBeLessThanOrEqual(20_000);
  expect(card?.text).toMatch(/请看下一条消息。）$/);
  const onBoth = [card?.text, ...(card?.rest ?? [])].join("\n");
  for (let n = 0; n < 900; n++) expect(onBoth.split(`第 ${n} 段`)).toHaveLength(2);
  expect(card?.rest.at(-1)).toMatch(/（完）$/);
  expect(parts.join("\n")).toContain("第 899 段");
});
