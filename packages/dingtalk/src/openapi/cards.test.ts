import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import type { ApiOutcome } from "./api-outcome.ts";
import type { NewCard } from "./create-and-deliver-card.ts";
import { createOpenApiClient, type OpenApiClient } from "./create-openapi-client.ts";

const TOKEN = "token-that-no-error-may-hold";
const WORDS = "正文，谁也不该在错误里读到";

const releases: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0)) await release();
});

/** A DingTalk that answers everything alike, and what it was asked. */
async function serve(status: number, body: unknown) {
  const seen: { call: string; token: unknown; body: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    request.on("end", () => {
      seen.push({
        call: `${request.method} ${request.url}`,
        token: request.headers["x-acs-dingtalk-access-token"],
        body: JSON.parse(text) as Record<string, unknown>,
      });
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  releases.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { seen, client: createOpenApiClient({ apiUrl: url, oapiUrl: url, timeoutMs: 2_000 }) };
}

const card: NewCard = {
  robotCode: "ding1",
  templateId: "t.schema",
  outTrackId: "track",
  target: { openConversationId: "cid==" },
  params: { content: "" },
  summary: "回答",
  at: { staffId: "u1", nick: "小明" },
};
const delivered = { success: true, result: { outTrackId: "track", deliverResults: [{ success: true }] } };

const write = (client: OpenApiClient): Promise<ApiOutcome<undefined>> =>
  client.streamCard(TOKEN, { outTrackId: "track", key: "content", content: WORDS, isFinalize: false });

const facts = (outcome: ApiOutcome<unknown>): object => {
  expect(inspect(outcome, { depth: 20 })).not.toContain(WORDS);
  expect(inspect(outcome, { depth: 20 })).not.toContain(TOKEN);
  return {
    status: outcome.status,
    ...("action" in outcome ? { action: outcome.action, apiCode: outcome.cause.apiCode } : {}),
  };
};

describe("a card is made and delivered", () => {
  test("in a group, where it notifies the asker and says in the list what it is", async () => {
    const { seen, client } = await serve(200, delivered);
    expect(await client.createAndDeliverCard(TOKEN, card)).toEqual({ status: "done", value: "created" });
    expect(seen[0]).toMatchObject({ call: "POST /v1.0/card/instances/createAndDeliver", token: TOKEN });
    expect(seen[0]?.body).toEqual({
      cardTemplateId: "t.schema",
      outTrackId: "track",
      callbackType: "STREAM",
      cardData: { cardParamMap: { content: "" } },
      userIdType: 1,
      openSpaceId: "dtv1.card//IM_GROUP.cid==",
      imGroupOpenSpaceModel: { supportForward: true, lastMessageI18n: { ZH_CN: "回答" } },
      imGroupOpenDeliverModel: { robotCode: "ding1", atUserIds: { u1: "小明" } },
      cardAtUserIds: ["u1"],
    });
  });

  test("in a group for somebody without a staffId, whom it cannot notify", async () => {
    const { seen, client } = await serve(200, delivered);
    await client.createAndDeliverCard(TOKEN, { ...card, at: { nick: "外部" } });
    expect(seen[0]?.body).not.toHaveProperty("cardAtUserIds");
    expect(seen[0]?.body["imGroupOpenDeliverModel"]).toEqual({ robotCode: "ding1" });
  });

  test("in a conversation with one person, whose list follows the text", async () => {
    const { seen, client } = await serve(200, delivered);
    await client.createAndDeliverCard(TOKEN, { ...card, target: { staffId: "u1" } });
    expect(seen[0]?.body).toMatchObject({
      openSpaceId: "dtv1.card//IM_ROBOT.u1",
      imRobotOpenSpaceModel: { supportForward: true },
      imRobotOpenDeliverModel: {
        spaceType: "IM_ROBOT",
        robotCode: "ding1",
        extension: { dynamicSummary: "true" },
      },
    });
  });

  test.each([
    [{ success: true, result: { deliverResults: [{ success: true }, { success: false, errorMsg: "x" }] } }],
    [{ success: false, result: {} }],
  ])("or not, whatever the HTTP status says: %j", async (body) => {
    const { client } = await serve(200, body);
    expect(facts(await client.createAndDeliverCard(TOKEN, card))).toEqual({
      status: "failed",
      action: "give-up",
      apiCode: "deliverResults",
    });
  });

  test("once: what is there already can be written to", async () => {
    const { client } = await serve(400, { code: "param.cardAlreadyExist", message: WORDS });
    expect(await client.createAndDeliverCard(TOKEN, card)).toEqual({ status: "done", value: "existed" });
  });

  test.each([
    ["param.templateNotExist", 400, "permission"],
    ["param.userIdNotExist", 400, "give-up"],
    ["param.contentUnsafe", 400, "degrade"],
    ["system.busy", 500, "retry"],
  ])("or refused with %s (HTTP %i): %s", async (code, status, action) => {
    const { client } = await serve(status, { code, message: WORDS, requestid: "R" });
    expect(facts(await client.createAndDeliverCard(TOKEN, card))).toEqual({
      status: "failed",
      action,
      apiCode: code,
    });
  });
});

describe("a card is written to", () => {
  test("with the whole text, each time under another guid", async () => {
    const { seen, client } = await serve(200, { success: true, result: true });
    await write(client);
    expect(await write(client)).toEqual({ status: "done", value: undefined });
    expect(seen[0]).toMatchObject({
      call: "PUT /v1.0/card/streaming",
      token: TOKEN,
      body: { outTrackId: "track", key: "content", content: WORDS, isFull: true, isFinalize: false },
    });
    expect(seen[0]?.body["guid"]).not.toBe(seen[1]?.body["guid"]);
  });

  test.each([
    ["param.stream.content", 400, "split"],
    ["param.stream.outTrackId", 400, "give-up"],
    ["param.contentUnsafe", 400, "degrade"],
    // The template has no such variable.
    ["unknownError", 500, "permission"],
    ["Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", 403, "wait-qps"],
  ])("or refused with %s (HTTP %i): %s", async (code, status, action) => {
    const { client } = await serve(status, { code, message: WORDS });
    expect(facts(await write(client))).toEqual({ status: "failed", action, apiCode: code });
  });
});

test.each(["reply", "recall"] as const)("思考中 on a message: %s", async (how) => {
  const { seen, client } = await serve(200, {});
  const target = { robotCode: "ding1", openMsgId: "msg==", openConversationId: "cid==" };
  expect(await client.setEmotion(TOKEN, how, target)).toEqual({ status: "done", value: undefined });
  expect(seen[0]).toMatchObject({
    call: `POST /v1.0/robot/emotion/${how}`,
    body: { ...target, emotionType: 2, emotionName: "🤔思考中" },
  });
});
