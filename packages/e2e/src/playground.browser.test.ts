import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findFreePort } from "@dinglane/local-redis";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { openBrowser } from "./open-browser.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** `pnpm start` as a newcomer gets it: no credentials, no key. */
async function startLauncher(database: number, env: Record<string, string> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), "dinglane-browser-"));
  const child = spawn(process.execPath, ["packages/launcher/src/main.ts"], {
    cwd: root,
    env: {
      DATA_DIR: dataDir,
      REDIS_URL: `${inject("redisUrl")}/${database}`,
      PORT: String(await findFreePort()),
      DINGTALK_OAPI_URL: `http://127.0.0.1:${await findFreePort()}`,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = once(child, "exit") as Promise<[number | null]>;
  let output = "";
  const address = new Promise<string>((resolve, reject) => {
    const read = (text: string): void => {
      output += text;
      const found = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(output.split(/playground/i)[1] ?? "");
      if (found !== null) resolve(found[0]);
    };
    child.stdout.setEncoding("utf8").on("data", read);
    child.stderr.setEncoding("utf8").on("data", read);
    void exit.then(() => reject(new Error(`the launcher ended:\n${output}`)));
  });
  return {
    url: await address,
    async [Symbol.asyncDispose]() {
      child.kill("SIGINT");
      const [code] = await exit;
      await rm(dataDir, { recursive: true, force: true });
      expect(code).toBe(0);
    },
  };
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByTestId("composer").fill(text);
  await page.getByTestId("send").click();
}

test("the playground: type, send, see the reply; as two people, in the group and in private", async () => {
  await using launcher = await startLauncher(4095);
  await using browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1180, height: 1130 }, locale: "zh-CN" });
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    if (new URL(request.url()).hostname !== "127.0.0.1") problems.push(`outside request: ${request.url()}`);
  });
  await page.goto(launcher.url);
  await page.locator("body[data-ready]").waitFor();

  const replies = page.getByTestId("reply");
  await say(page, "你好");
  await expect.poll(() => replies.count(), { timeout: 20_000 }).toBe(1);
  expect(await replies.first().innerText()).toMatch(/您好/);

  await page.getByTestId("person-select").selectOption("lisi");
  await say(page, "#图片 海上日出，水彩画");
  await expect.poll(() => replies.count(), { timeout: 20_000 }).toBe(2);
  await replies.last().locator("img").waitFor();
  await page.screenshot({ path: join(root, "pictures/playground.png") });
  await say(page, "串聊");
  await expect.poll(() => replies.count(), { timeout: 20_000 }).toBe(3);

  await say(page, "<img src=x onerror=alert(1)><script>document.title='xss'</script>");
  await expect.poll(() => replies.count(), { timeout: 20_000 }).toBe(4);
  expect(await page.locator("[data-testid=message] img, [data-testid=message] script").count()).toBe(0);
  expect(await page.title()).not.toBe("xss");

  await page.getByTestId("conversation-private").click();
  await say(page, "私下问一句");
  await expect.poll(() => replies.count(), { timeout: 20_000 }).toBe(1);
  expect(await replies.first().innerText()).not.toMatch(/@李/);
  expect(problems).toEqual([]);
});

test("with STREAM_MODE answers grow on cards, and 停止 stops one", async () => {
  await using launcher = await startLauncher(4094, { STREAM_MODE: "true" });
  await using browser = await openBrowser();
  const page = await browser.newPage({ viewport: { width: 1180, height: 800 }, locale: "zh-CN" });
  await page.goto(launcher.url);
  await page.locator("body[data-ready]").waitFor();

  const cards = page.getByTestId("card");
  await say(page, "你好");
  await expect.poll(() => cards.getAttribute("data-state"), { timeout: 20_000 }).toBe("finished");
  expect(await cards.innerText()).toMatch(/本地演示模型[^]*@张三/);
  // On a busy machine an answer may be written before the button is clicked: then the next one is stopped.
  const stop = page.getByTestId("card-stop");
  let isPressed = false;
  for (let tries = 0; tries < 5 && !isPressed; tries += 1) {
    await say(page, "再说一遍");
    isPressed = await stop.click({ timeout: 5_000 }).then(
      () => true,
      () => false,
    );
  }
  await expect.poll(() => cards.last().innerText(), { timeout: 20_000 }).toContain("已停止");
  expect(await cards.last().getAttribute("data-state")).toBe("finished");
  expect(await page.getByTestId("reply").count()).toBe(0);
});
