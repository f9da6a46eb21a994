import { createWordFilter } from "@dinglane/settings";
import { expect, test } from "vitest";
import { createCardRender } from "./card-render.ts";

const words = createWordFilter(["赌博网站", "机密"]);
const rendered = (...texts: string[]): string[] => texts.map(createCardRender(words));

test("what may become a forbidden word is held back until it is decided", () => {
  expect(rendered("看赌", "看赌博网", "看赌博网站", "看赌博网站。")).toEqual([
    "看",
    "看",
    "看",
    "看🚫🚫🚫🚫。",
  ]);
  expect(rendered("看赌", "看赌书")).toEqual(["看", "看赌书"]);
});

test("a text that starts anew is read anew", () => {
  expect(rendered("想到了机", "答案密", "答案密码")).toEqual(["想到了", "答案密", "答案密码"]);
});

test("it is a card's markdown, with what is open closed", () => {
  expect(rendered("一\n二\n```ts\nlet a")).toEqual(["一<br>二\n```ts\nlet a\n```"]);
});

test("a text that outgrows a card stays as it is", () => {
  const long = "内容。\n\n".repeat(3_000);
  const [first, second] = rendered(long, `${long}还有`);
  expect(first).toBe(second);
  expect(first).toContain("请看下一条消息");
});

test("a full card costs nothing more, however long the answer becomes", () => {
  const render = createCardRender(words);
  let text = "内容。\n\n".repeat(5_000);
  render(text);
  const startedAtMs = performance.now();
  for (let token = 0; token < 2_000; token++) render((text += "又一个词"));
  expect(performance.now() - startedAtMs).toBeLessThan(2_000);
});
