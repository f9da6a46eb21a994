import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { playgroundCast, startSimulator, type Simulator } from "@dinglane/simulator";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { openBrowser } from "./open-browser.ts";

const robot = { clientId: "dingrobot0001", clientSecret: "secret", name: playgroundCast.robotName };
const [group] = playgroundCast.groups;
const groupId = group?.id ?? "";
/** One red pixel. */
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==",
  "base64",
);
const THINKING = "🤔思考中";

const STOPPED = JSON.stringify({
  cardUpdateOptions: { updateCardDataByKey: true },
  cardData: { cardParamMap: { stop_status: "已停止" } },
});

/** A bot that hosts a picture, takes every callback, and writes down which buttons were pressed. */
async function startBot() {
  const pressed: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      if (request.url === "/images/1.png") return void response.end(PIXEL);
      if (request.url === "/card") pressed.push(body);
      response.setHeader("content-type", "application/json");
      response.end(request.url === "/card" ? STOPPED : '{"msgtype":"empty"}');
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pressed,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the robot does by OpenAPI. */
async function robotOf(simulator: Simulator) {
  const ask = async (method: string, path: string, body: string | FormData, token = "") => {
    const response = await fetch(simulator.url + path, {
      method,
      headers: { "x-acs-dingtalk-access-token": token },
      body,
    });
    expect(response.status, path).toBe(200);
    return (await response.json()) as Record<string, string>;
  };
  const credential = JSON.stringify({ appKey: robot.clientId, appSecret: robot.clientSecret });
  const { accessToken = "" } = await ask("POST", "/v1.0/oauth2/accessToken", credential);
  const call = (method: "POST" | "PUT", path: string, body: object) =>
    ask(method, path, JSON.stringify(body), accessToken);
  const upload = async (
    fileName: string,
    type: string,
    content: Uint8Array<ArrayBuffer>,
  ): Promise<string | undefined> => {
    const form = new FormData();
    form.set("media", new Blob([content]), fileName);
    form.set("type", type);
    return (await ask("POST", `/media/upload?access_token=${accessToken}`, form))["media_id"];
  };
  return { call, upload };
}

async function openPage(
  browser: Awaited<ReturnType<typeof openBrowser>>,
  url: string,
  problems: string[],
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1180, height: 800 }, locale: "zh-CN" });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) problems.push(`outside request: ${request.url()}`);
  });
  await page.goto(url);
  await page.locator("body[data-ready]").waitFor();
  return page;
}

test("the playground shows cards as they grow, stops them, and shows stickers, pictures and files", async () => {
  await using bot = await startBot();
  await using simulator = await startSimulator({
    robots: [robot],
    people: playgroundCast.people,
    groups: playgroundCast.groups,
    callbackUrl: `${bot.url}/callback`,
  });
  const { call, upload } = await robotOf(simulator);
  await using browser = await openBrowser();
  const problems: string[] = [];
  const page = await openPage(browser, simulator.url, problems);

  await page.getByTestId("composer").fill("写一首诗");
  await page.getByTestId("send").click();
  await page.getByTestId("waiting").waitFor();
  const openMsgId = await page.getByTestId("message").getAttribute("data-msg-id");
  const sticker = {
    robotCode: robot.clientId,
    openMsgId,
    openConversationId: groupId,
    emotionType: 2,
    emotionName: THINKING,
    textEmotion: { emotionId: "2659900", emotionName: THINKING, text: THINKING, backgroundId: "im_bg_1" },
  };
  await call("POST", "/v1.0/robot/emotion/reply", sticker);
  await expect.poll(() => page.getByTestId("emotion").innerText()).toBe(THINKING);

  const callbackRouteKey = "route";
  await call("POST", "/v1.0/card/callbacks/register", {
    callbackRouteKey,
    callbackUrl: `${bot.url}/card`,
    apiSecret: "s",
  });
  await call("POST", "/v1.0/card/instances/createAndDeliver", {
    cardTemplateId: "answer.schema",
    outTrackId: "card-1",
    callbackType: "HTTP",
    callbackRouteKey,
    cardData: { cardParamMap: { content: "" } },
    openSpaceId: `dtv1.card//IM_GROUP.${groupId}`,
    imGroupOpenSpaceModel: { supportForward: true },
    imGroupOpenDeliverModel: { robotCode: robot.clientId },
  });
  const card = page.getByTestId("card");
  await card.waitFor();
  await page.getByTestId("waiting").waitFor({ state: "hidden" });
  const stream = (content: string, isFinalize = false) =>
    call("PUT", "/v1.0/card/streaming", {
      outTrackId: "card-1",
      guid: content,
      key: "content",
      content,
      isFull: true,
      isFinalize,
    });
  await stream("# 秋");
  await expect.poll(() => card.locator("h1").innerText()).toBe("秋");
  await stream("# 秋\n\n一叶落");
  await card.getByText("一叶落").waitFor();
  expect(await card.getByTestId("card-state").innerText()).toContain("正在输入");
  await card.getByTestId("card-stop").click();
  await expect.poll(() => bot.pressed).toHaveLength(1);
  expect(JSON.parse(bot.pressed[0] ?? "")).toMatchObject({ outTrackId: "card-1", userId: "zhangsan01" });
  await expect.poll(() => card.getByTestId("card-state").innerText()).toBe("已停止");
  const mention = "<a atId=zhangsan01>张三</a>";
  await stream(`# 秋\n\n一叶落<br>而知天下<script>1</script>\n\n${mention}`, true);
  await expect.poll(() => card.getAttribute("data-state")).toBe("finished");
  expect(await card.getByTestId("card-stop").count()).toBe(0);
  expect(await card.count()).toBe(1);
  expect(await card.locator("br").count()).toBe(1);
  expect(await card.locator("script").count()).toBe(0);
  expect(await card.locator(".at-me").innerText()).toBe("@张三");
  await call("POST", "/v1.0/robot/emotion/recall", sticker);
  await expect.poll(() => page.getByTestId("emotion").count()).toBe(0);

  const mediaId = await upload("a.png", "image", new Uint8Array(PIXEL));
  const fileId = await upload("a.pdf", "file", new Uint8Array(Buffer.from("%PDF")));
  const send = (msgKey: string, param: object) =>
    call("POST", "/v1.0/robot/groupMessages/send", {
      robotCode: robot.clientId,
      openConversationId: groupId,
      msgKey,
      msgParam: JSON.stringify(param),
    });
  const text = `![](${mediaId}) ![](${bot.url}/images/1.png) ![猫](https://pictures.example/cat.png)`;
  await send("sampleMarkdown", { title: "图", text });
  await send("sampleFile", { mediaId: fileId, fileName: "季度报表.pdf", fileType: "pdf" });
  const { processQueryKey } = await send("sampleText", { content: "说错了" });
  const first = page.getByTestId("reply").first();
  await expect.poll(() => first.locator("img").count()).toBe(2);
  const widths = (): Promise<number[]> =>
    first
      .locator("img")
      .evaluateAll((images) =>
        images.map((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
      );
  await expect.poll(widths).toEqual([1, 1]);
  // What is neither the bot's nor DingTalk's is a link: this page loads nothing from outside.
  expect(await first.getByRole("link", { name: "猫" }).getAttribute("href")).toBe(
    "https://pictures.example/cat.png",
  );
  expect(await page.getByTestId("file").innerText()).toBe("季度报表.pdf");
  await call("POST", "/v1.0/robot/groupMessages/recall", {
    robotCode: robot.clientId,
    openConversationId: groupId,
    processQueryKeys: [processQueryKey],
  });
  await page.getByTestId("recalled").waitFor();
  // Nobody answers what was stopped.
  for (const words of ["还有呢", "停止"]) {
    await page.getByTestId("composer").fill(words);
    await page.getByTestId("send").click();
    await page.getByTestId("waiting").waitFor();
  }
  await send("sampleText", { content: "已停止" });
  await page.getByTestId("waiting").waitFor({ state: "hidden" });
  expect(problems).toEqual([]);
});

test("the playground sends pictures, files, recordings and quotes", async () => {
  await using bot = await startBot();
  await using simulator = await startSimulator({
    robots: [robot],
    people: playgroundCast.people,
    groups: playgroundCast.groups,
    callbackUrl: `${bot.url}/callback`,
  });
  await using browser = await openBrowser();
  const problems: string[] = [];
  const page = await openPage(browser, simulator.url, problems);
  expect(await page.getByTestId("attach-file").isVisible()).toBe(false);
  await page.getByTestId("conversation-private").click();

  const picture = { name: "a.png", mimeType: "image/png", buffer: PIXEL };
  await page.getByTestId("composer").fill("图里有什么");
  await page.getByTestId("pick-picture").setInputFiles(picture);
  await page.getByTestId("picture").waitFor();
  expect(await page.getByTestId("message").innerText()).toContain("图里有什么");
  const note = { name: "说明.txt", mimeType: "text/plain", buffer: Buffer.from("正文") };
  await page.getByTestId("pick-file").setInputFiles(note);
  await page.getByTestId("file").waitFor();
  expect(await page.getByTestId("attach-voice").isDisabled()).toBe(true);
  await page.getByTestId("composer").fill("今天天气");
  await page.getByTestId("attach-voice").click();
  await expect.poll(() => page.getByTestId("message").count()).toBe(3);
  await page.getByTestId("quote").last().click();
  await page.getByTestId("composer").fill("什么意思");
  await page.getByTestId("send").click();
  await expect.poll(() => page.getByTestId("quoted").innerText()).toBe("今天天气");
  expect(simulator.callbacks.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect(problems).toEqual([]);
});
