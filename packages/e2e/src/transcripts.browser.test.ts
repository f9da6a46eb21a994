import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openBrowser } from "./open-browser.ts";
import { startStack } from "./start-stack.ts";

const pictures = fileURLToPath(new URL("../../../pictures/", import.meta.url));
const XSS = `<img src=x onerror="document.title='xss'"><script>document.title='xss'</script>`;
const CODE = "可以这样写：\n\n```ts\nconst answer = 42;\n```\n\n| 列 | 值 |\n|---|---|\n| 甲 | 1 |";

/** Nothing may be wider than the window: on a phone one would have to push the page to and fro. */
const isTooWide = (page: Page): Promise<boolean> =>
  page.evaluate("document.documentElement.scrollWidth > window.innerWidth");

test("an administrator opens the link, reads, searches and downloads; nothing that was written runs", async () => {
  await using stack = await startStack({
    env: { ADMIN_USERS: "staff-boss", RATE_LIMIT_PER_MINUTE: "0" },
    simulator: {
      people: [
        { id: "boss", nick: "老板", staffId: "staff-boss" },
        { id: "mallory", nick: `马洛里${XSS}`, staffId: "staff-mallory" },
      ],
    },
    answer: ({ question }) => ({ content: question.includes("代码") ? CODE : `您说：${question}` }),
  });
  await stack.start("admin-worker", { SERVICE_URL: stack.ingress.url });
  for (const text of [`芝麻开门 ${XSS}`, "写一段代码", `很长的网址 https://example.com/${"a".repeat(300)}`]) {
    const { msgId } = await stack.simulator.say({ from: "mallory", in: "private", text });
    await stack.simulator.waitForReply(msgId, 20_000);
  }
  const { msgId } = await stack.simulator.say({
    from: "boss",
    in: "private",
    text: "#查对话 userid:staff-mallory",
  });
  const reply = await stack.simulator.waitForReply(msgId, 20_000);
  const link = /\((http:[^)]+\/exports\/[\w-]+)\)/.exec(reply.text)?.[1] ?? "";

  mkdirSync(pictures, { recursive: true });
  await using browser = await openBrowser();
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1100, height: 900 } });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(stack.ingress.url)) problems.push(request.url());
  });
  await page.goto(link);
  await page.screenshot({ path: join(pictures, "transcript-light.png"), fullPage: true });
  expect(await page.title()).toContain("马洛里");
  expect(await page.title()).not.toBe("xss");
  expect(await page.locator("li").count()).toBe(3);
  expect(await page.locator("img, script, iframe").count()).toBe(0);
  const words = await page.locator("main").innerText();
  expect(words).toContain(`芝麻开门 ${XSS}`);
  expect(words.indexOf("芝麻开门")).toBeLessThan(words.indexOf("写一段代码"));
  expect(await isTooWide(page)).toBe(false);

  await page.getByRole("searchbox").fill("芝麻");
  await page.keyboard.press("Enter");
  await page.waitForURL(/q=/);
  expect(await page.locator("li").count()).toBe(1);
  expect(await page.locator("mark").allInnerTexts()).toEqual(["芝麻", "芝麻"]);
  await page.screenshot({ path: join(pictures, "transcript-search.png"), fullPage: true });
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV" }).click();
  expect((await downloading).suggestedFilename()).toMatch(/^对话记录-\d{4}-\d\d-\d\d\.csv$/);
  await page.getByRole("link", { name: "显示全部" }).click();
  expect(await page.locator("li").count()).toBe(3);

  const phone = await browser.newContext({
    locale: "zh-CN",
    colorScheme: "dark",
    viewport: { width: 360, height: 740 },
    deviceScaleFactor: 2,
  });
  const small = await phone.newPage();
  await small.goto(link);
  await small.screenshot({ path: join(pictures, "transcript-phone-dark.png"), fullPage: true });
  expect(await isTooWide(small)).toBe(false);
  expect(problems).toEqual([]);
});
