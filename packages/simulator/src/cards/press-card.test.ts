import { createHmac } from "node:crypto";
import { type DWClient, TOPIC_CARD } from "dingtalk-stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { apiPoster } from "../fixtures/api-poster.ts";
import { openOfficialClient } from "../fixtures/official-client.ts";
import { startReceiver } from "../fixtures/start-receiver.ts";
import { group, town } from "../fixtures/town.ts";
import type { Simulator } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";

let simulator: Simulator;
let call: ReturnType<typeof apiPoster>;
const clients: DWClient[] = [];

beforeEach(async () => {
  vi.spyOn(console, "info").mockImplementation(() => undefined);
  simulator = await startSimulator({ ...town, ackWindowMs: 300 });
  call = apiPoster(simulator);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await simulator.close();
  vi.restoreAllMocks();
});

const press = { outTrackId: "card-1", by: "bob", actionId: "stop", params: { action: "stop" } };

async function createCard(more: object): Promise<void> {
  const created = await call("POST", "/v1.0/card/instances/createAndDeliver", {
    cardTemplateId: "answer.schema",
    outTrackId: "card-1",
    cardData: { cardParamMap: { content: "一", buttons: "shown" } },
    openSpaceId: `dtv1.card//IM_GROUP.${group}`,
    imGroupOpenSpaceModel: { supportForward: false },
    imGroupOpenDeliverModel: { robotCode: town.robots[0].clientId },
    ...more,
  });
  expect(created.status).toBe(200);
}

/** DingTalk's own client, answering buttons with a function of what was pressed. */
async function answerButtons(answer: (data: Record<string, unknown>) => unknown): Promise<void> {
  const client = await openOfficialClient(simulator, (opened) =>
    opened.registerCallbackListener(TOPIC_CARD, (frame) => {
      const result = answer(JSON.parse(frame.data) as Record<string, unknown>);
      if (result !== undefined) opened.socketCallBackResponse(frame.headers.messageId, result);
    }),
  );
  clients.push(client);
}

const register = async (callbackUrl: string, more: object = {}) =>
  call("POST", "/v1.0/card/callbacks/register", {
    apiSecret: "example-secret",
    callbackUrl,
    callbackRouteKey: "route",
    ...more,
  });

test("a button tells the robot by stream who pressed what, and does what it answers", async () => {
  const pressed: Record<string, unknown>[] = [];
  await answerButtons((data) => {
    pressed.push(data);
    return {
      cardUpdateOptions: { updateCardDataByKey: true, updatePrivateDataByKey: true },
      cardData: { cardParamMap: { buttons: "hidden" } },
      userPrivateData: { cardParamMap: { note: "是你停的" } },
    };
  });
  await createCard({ callbackType: "STREAM" });
  const answer = await simulator.pressCardButton(press);
  expect(answer).toMatchObject({ via: "stream", outcome: "answered", status: 200 });
  expect(pressed).toMatchObject([
    {
      type: "actionCallback",
      outTrackId: "card-1",
      userId: "staff-bob",
      userIdType: 1,
      spaceType: "IM",
      spaceId: group,
    },
  ]);
  expect(JSON.parse(String(pressed[0]!["content"]))).toEqual({
    cardPrivateData: { actionIds: ["stop"], params: { action: "stop" } },
  });
  expect(simulator.cards[0]).toMatchObject({
    params: { content: "一", buttons: "hidden" },
    privateParams: { "staff-bob": { note: "是你停的" } },
  });
  expect(simulator.cards[0]!.updates.map(({ by }) => by)).toEqual(["create", "deliver", "press", "press"]);
});

test("who does not answer is told apart from nobody there; a card that is not there is an error", async () => {
  await createCard({ callbackType: "STREAM" });
  expect(await simulator.pressCardButton(press)).toMatchObject({ outcome: "unreachable" });
  await answerButtons(() => undefined);
  expect(await simulator.pressCardButton(press)).toMatchObject({ outcome: "timeout" });
  await expect(simulator.pressCardButton({ ...press, outTrackId: "no" })).rejects.toMatchObject({
    code: "unknown_name",
  });
});

test("where the card asked for HTTP, the registered address is posted to, signed in its own way", async () => {
  await using receiver = await startReceiver();
  receiver.answer = { status: 200, body: { cardData: { cardParamMap: { content: "二" } } } };
  expect(await register(receiver.url)).toMatchObject({ status: 200, body: { success: true } });
  expect(await register("http://127.0.0.1:1/")).toMatchObject({ status: 400 });
  await createCard({ callbackType: "HTTP", callbackRouteKey: "route" });
  expect(await simulator.pressCardButton(press)).toMatchObject({ via: "http", outcome: "answered" });
  const { headers, body } = receiver.received[0]!;
  const timestamp = String(headers["x-ddpaas-signature-timestamp"]);
  expect(headers["x-ddpaas-signature"]).toBe(
    createHmac("sha256", "example-secret").update(timestamp).digest("base64"),
  );
  expect(body).toMatchObject({ outTrackId: "card-1", userId: "staff-bob" });
  expect(simulator.cards[0]).toMatchObject({ params: { content: "二" } });

  receiver.answer = { status: 500, body: {} };
  expect(await simulator.pressCardButton(press)).toMatchObject({ outcome: "refused", status: 500 });
  expect(await register("http://127.0.0.1:1/", { forceUpdate: true })).toMatchObject({ status: 200 });
  expect(await simulator.pressCardButton(press)).toMatchObject({ outcome: "unreachable" });
});
