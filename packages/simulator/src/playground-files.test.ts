import { createServer, type RequestListener } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { apiPoster } from "./fixtures/api-poster.ts";
import { type Receiver, startReceiver } from "./fixtures/start-receiver.ts";
import { group, town } from "./fixtures/town.ts";
import type { Simulator } from "./simulator.ts";
import { startSimulator } from "./start-simulator.ts";

const PNG = Buffer.from("89504e470d0a1a0a", "hex");
let receiver: Receiver;
let simulator: Simulator;

beforeEach(async () => {
  receiver = await startReceiver();
  simulator = await startSimulator({ ...town, callbackUrl: receiver.url });
});
afterEach(async () => {
  await simulator.close();
  await receiver[Symbol.asyncDispose]();
});

const post = async (path: string, body: unknown, type = "application/json"): Promise<Response> =>
  fetch(simulator.url + path, {
    method: "POST",
    headers: { "content-type": type },
    body: type === "application/json" ? JSON.stringify(body) : (body as Blob),
  });
const keep = async (content: Uint8Array<ArrayBuffer>): Promise<string> => {
  const answer = await post("/playground/files", new Blob([content]), "application/octet-stream");
  return ((await answer.json()) as { downloadCode: string }).downloadCode;
};
const say = async (more: object): Promise<number> =>
  (await post("/playground/messages", { from: "ada", in: "private", text: "", at: false, ...more })).status;
const show = async (source: string): Promise<Response> =>
  fetch(`${simulator.url}/playground/pictures?source=${encodeURIComponent(source)}`);
const press = async (more: object): Promise<Response> =>
  post("/playground/presses", { by: "bob", actionId: "stop", ...more });
const heard = (): Record<string, unknown> => receiver.received.at(-1)!.body;

async function serve(respond: RequestListener): Promise<AsyncDisposable & { url: string }> {
  const server = createServer(respond).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.png`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test("a picture is sent alone, with words or in a group as DingTalk sends it, and can be fetched by the robot", async () => {
  const downloadCode = await keep(PNG);
  const attachment = { kind: "picture", downloadCode };
  expect(await say({ attachment })).toBe(200);
  expect(heard()).toMatchObject({ msgtype: "picture", content: { downloadCode } });
  expect(await say({ attachment, text: "这是什么" })).toBe(200);
  expect(heard()).toMatchObject({
    msgtype: "richText",
    content: { richText: [{ text: "这是什么" }, { type: "picture", downloadCode }] },
  });
  expect(await say({ attachment, in: group, at: true })).toBe(200);
  expect(heard()).toMatchObject({
    msgtype: "richText",
    content: { richText: [{ text: "@小钉" }, { type: "picture", downloadCode }] },
  });
  const robotCode = town.robots[0].clientId;
  const { body } = await apiPoster(simulator)("POST", "/v1.0/robot/messageFiles/download", {
    robotCode,
    downloadCode,
  });
  expect(Buffer.from(await (await fetch(String(body["downloadUrl"]))).arrayBuffer())).toEqual(PNG);
});

test("files and recordings are for private chats", async () => {
  const downloadCode = await keep(new Uint8Array(Buffer.from("正文")));
  const file = { kind: "file", downloadCode, name: "说明.txt" };
  expect(await say({ attachment: file })).toBe(200);
  expect(heard()).toMatchObject({ msgtype: "file", content: { fileName: "说明.txt", downloadCode } });
  expect(await say({ attachment: { kind: "voice" }, text: "今天天气" })).toBe(200);
  expect(heard()).toMatchObject({ msgtype: "audio", content: { recognition: "今天天气" } });
  expect(await say({ attachment: file, in: group })).toBe(400);
  expect(await say({ attachment: { kind: "voice" }, in: group })).toBe(400);
  expect((await post("/playground/files", "text", "text/plain")).status).toBe(400);
  const query = new URLSearchParams({ source: downloadCode, name: "说明.txt" }).toString();
  const saved = await fetch(`${simulator.url}/playground/files?${query}`);
  expect(saved.headers.get("content-disposition")).toContain("attachment");
  expect(await saved.text()).toBe("正文");
});

test("a quote carries the message it points at, whoever said that", async () => {
  await say({ text: "一" });
  const { msgId } = simulator.callbacks[0]!;
  expect(await say({ text: "二", quoted: { msgId } })).toBe(200);
  expect(heard()).toMatchObject({
    originalMsgId: msgId,
    text: {
      content: "二",
      isReplyMsg: true,
      repliedMsg: { msgType: "text", msgId, content: { text: "一" } },
    },
  });
  receiver.answer = { status: 200, body: { msgtype: "text", text: { content: "答" } } };
  await say({ text: "问" });
  const { number } = simulator.deliveries[0]!;
  expect(await say({ text: "什么", quoted: { number } })).toBe(200);
  expect(heard()).toMatchObject({
    text: { repliedMsg: { msgType: "text", content: { text: "答" }, senderId: heard()["chatbotUserId"] } },
  });
  expect(await say({ text: "没有", quoted: { msgId: "no" } })).toBe(404);
  expect(await say({ text: "没有", quoted: { number: 99 } })).toBe(404);
});

test("pictures are shown by code, and by link only from this machine; what is no picture is not", async () => {
  const byCode = await show(await keep(PNG));
  expect(byCode.headers.get("content-type")).toBe("image/png");
  expect(byCode.headers.get("x-content-type-options")).toBe("nosniff");
  expect((await show(await keep(new Uint8Array(Buffer.from("<svg/>"))))).status).toBe(404);

  await using host = await serve((_request, response) => response.end(PNG));
  expect((await show(host.url)).status).toBe(200);
  await using page = await serve((_request, response) => response.end("<html>"));
  expect((await show(page.url)).status).toBe(404);
  await using elsewhere = await serve((_request, response) =>
    response.writeHead(302, { location: host.url }).end(),
  );
  expect((await show(elsewhere.url)).status).toBe(404);
  for (const foreign of ["https://example.com/a.png", "file:///etc/passwd", "no address"])
    expect((await show(foreign)).status).toBe(404);
});

test("buttons are pressed as the person on the page; a card that is not there is 404", async () => {
  expect((await press({})).status).toBe(400);
  expect((await press({ outTrackId: "no" })).status).toBe(404);
  const robotCode = town.robots[0].clientId;
  await apiPoster(simulator)("POST", "/v1.0/card/instances/createAndDeliver", {
    cardTemplateId: "answer.schema",
    outTrackId: "card-1",
    cardData: { cardParamMap: {} },
    openSpaceId: `dtv1.card//IM_GROUP.${group}`,
    imGroupOpenSpaceModel: { supportForward: true },
    imGroupOpenDeliverModel: { robotCode },
  });
  expect(await (await press({ outTrackId: "card-1" })).json()).toEqual({ outcome: "unreachable" });
});
