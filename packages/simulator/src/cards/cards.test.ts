import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiReply, apiPoster } from "../fixtures/api-poster.ts";
import { group, town } from "../fixtures/town.ts";
import type { Simulator } from "../simulator.ts";
import { startSimulator } from "../start-simulator.ts";

const robotCode = town.robots[0].clientId;
const cardTemplateId = "answer.schema";
let nowMs = 1_700_000_000_000;
let simulator: Simulator;
let call: ReturnType<typeof apiPoster>;

beforeEach(async () => {
  simulator = await startSimulator({
    ...town,
    now: () => nowMs,
    cardTemplates: [{ id: cardTemplateId, variables: { content: "markdown", note: "text" } }],
  });
  call = apiPoster(simulator);
});
afterEach(async () => simulator.close());

const card = (more: object = {}) => ({
  cardTemplateId,
  outTrackId: "card-1",
  callbackType: "STREAM",
  cardData: { cardParamMap: { content: "" } },
  openSpaceId: `dtv1.card//IM_GROUP.${group}`,
  imGroupOpenSpaceModel: { supportForward: true },
  imGroupOpenDeliverModel: { robotCode },
  ...more,
});
const toPerson = (staffId: string) => ({
  openSpaceId: `dtv1.card//IM_ROBOT.${staffId}`,
  imRobotOpenSpaceModel: { supportForward: true },
  imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode },
});
const create = async (more: object = {}): Promise<ApiReply> =>
  call("POST", "/v1.0/card/instances/createAndDeliver", card(more));
const frame = (content: unknown, more: object = {}) => ({
  outTrackId: "card-1",
  guid: `guid of ${String(content)}`,
  key: "content",
  content,
  isFull: true,
  isFinalize: false,
  ...more,
});
const stream = async (content: unknown, more: object = {}): Promise<ApiReply> =>
  call("PUT", "/v1.0/card/streaming", frame(content, more));
const update = async (more: object): Promise<ApiReply> =>
  call("PUT", "/v1.0/card/instances", { outTrackId: "card-1", ...more });

describe("a card", () => {
  test("is made and put into a group, grows, and is finished", async () => {
    expect(await create()).toEqual({
      status: 200,
      body: {
        success: true,
        result: {
          outTrackId: "card-1",
          deliverResults: [
            {
              spaceType: "IM_GROUP",
              spaceId: group,
              success: true,
              carrierId: expect.any(String),
              errorMsg: "",
            },
          ],
        },
      },
    });
    const [seen] = simulator.cards;
    expect(seen).toMatchObject({ robot: robotCode, state: "processing", conversationIds: [group], text: "" });
    nowMs += 500;
    expect(await stream("你")).toEqual({ status: 200, body: { success: true, result: true } });
    expect(seen).toMatchObject({ state: "inputing", text: "你" });
    await stream("你好", { isFinalize: true });
    expect(seen).toMatchObject({
      state: "finished",
      text: "你好",
      params: { content: "你好" },
      warnings: [],
    });
    expect(seen!.updates.map(({ by }) => by)).toEqual(["create", "deliver", "stream", "stream"]);
    expect(seen!.updates[2]!.atMs - seen!.updates[0]!.atMs).toBe(500);
    expect(await simulator.waitForCard(({ state }) => state === "finished")).toBe(seen);
  });

  test("goes to one person, in one step or in two", async () => {
    expect(await create(toPerson("staff-bob"))).toMatchObject({ status: 200 });
    const made = await call(
      "POST",
      "/v1.0/card/instances",
      card({ outTrackId: "card-2", ...toPerson("staff-bob") }),
    );
    expect(made).toMatchObject({ status: 200, body: { result: "card-2" } });
    expect(simulator.cards[1]!.conversationIds).toEqual([]);
    const put = await call("POST", "/v1.0/card/instances/deliver", {
      outTrackId: "card-2",
      ...toPerson("staff-bob"),
    });
    expect(put.body).toMatchObject({ success: true, result: [{ spaceType: "IM_ROBOT", success: true }] });
    expect(simulator.cards[1]!.conversationIds).toEqual(simulator.cards[0]!.conversationIds);
  });

  test.each([
    ["a person who is not there", toPerson("nobody")],
    ["a group that is not there", { openSpaceId: "dtv1.card//IM_GROUP.cidElse==" }],
  ])("is in a 200 that says it failed for %s", async (_name, more) => {
    const { status, body } = await create(more);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { success: true, result: { deliverResults: [{ success: false }] } },
    });
  });

  test("cannot be delivered where a knob says so", async () => {
    simulator.faults.card.undeliverable.push(group);
    expect((await create()).body).toMatchObject({ result: { deliverResults: [{ success: false }] } });
    simulator.faults.api.invalidStaffIds.push("staff-bob");
    expect((await create({ outTrackId: "card-2", ...toPerson("staff-bob") })).body).toMatchObject({
      result: { deliverResults: [{ success: false }] },
    });
  });

  test("loses its other variables in an update, unless that is by key; one person's are apart", async () => {
    await create({ cardData: { cardParamMap: { content: "一", note: "甲" } } });
    const byKey = { cardUpdateOptions: { updateCardDataByKey: true } };
    expect(await update({ cardData: { cardParamMap: { content: "二" } }, ...byKey })).toMatchObject({
      status: 200,
    });
    expect(simulator.cards[0]).toMatchObject({ params: { content: "二", note: "甲" }, text: "二" });
    await update({ cardData: { cardParamMap: { content: "三", flowStatus: "3" } } });
    expect(simulator.cards[0]).toMatchObject({ state: "finished" });
    expect(simulator.cards[0]!.params).toEqual({ content: "三", flowStatus: "3" });
    await update({ privateData: { "staff-bob": { cardParamMap: { note: "乙" } } } });
    expect(simulator.cards[0]!.privateParams).toEqual({ "staff-bob": { note: "乙" } });
  });

  test("does nothing for a guid that came before", async () => {
    await create();
    await stream("一", { guid: "g1" });
    expect(await stream("二", { guid: "g1" })).toMatchObject({ status: 200, body: { result: true } });
    expect(simulator.cards[0]).toMatchObject({ text: "一" });
    expect(simulator.cards[0]!.updates.at(-1)).toMatchObject({ content: "二", isRepeated: true });
  });

  test("that is streamed to after its end takes it, with a warning", async () => {
    await create();
    await stream("完", { isFinalize: true });
    expect(await stream("又")).toMatchObject({ status: 200 });
    expect(simulator.cards[0]!.warnings).toEqual(["streamed after it was finished"]);
  });

  test("may fail, and may grow by pieces where its variable is plain text", async () => {
    await create();
    await stream("一", { key: "note", isFull: false });
    await stream("二", { key: "note", isFull: false });
    expect(simulator.cards[0]).toMatchObject({ text: "一二" });
    await stream("出错", { isError: true });
    expect(simulator.cards[0]).toMatchObject({ state: "failed", text: "出错" });
  });
});

describe("refusals", () => {
  test.each<[string, object, string]>([
    ["no template", { cardTemplateId: "" }, "param.cardTemplateIdEmpty"],
    ["a template that is not there", { cardTemplateId: "else.schema" }, "param.templateNotExist"],
    ["no outTrackId", { outTrackId: undefined }, "param.outTrackIdEmpty"],
    ["no data", { cardData: undefined }, "param.cardPublicDataEmpty"],
    ["a number as a value", { cardData: { cardParamMap: { content: 1 } } }, "param.invalid"],
    ["a key over 100 bytes", { cardData: { cardParamMap: { ["k".repeat(101)]: "" } } }, "param.invalid"],
    ["an unknown callbackType", { callbackType: "stream" }, "param.invalid"],
    ["HTTP without a route", { callbackType: "HTTP", callbackRouteKey: "no" }, "param.invalid"],
    ["no place", { openSpaceId: "" }, "param.openSpaceIdEmpty"],
    ["no kind of place", { openSpaceId: `dtv1.card//GROUP.${group}` }, "param.openSpaceIdInvalid"],
    ["not saying whether it may be forwarded", { imGroupOpenSpaceModel: {} }, "param.openSpaceModelInvalid"],
    ["no way of delivery", { imGroupOpenDeliverModel: undefined }, "param.openDeliverModelEmpty"],
    ["another robot", { imGroupOpenDeliverModel: { robotCode: "x" } }, "param.openDeliverModelError"],
  ])("of a card with %s", async (_name, more, code) => {
    expect(await create(more)).toMatchObject({ status: 400, body: { code } });
    expect(simulator.cards).toHaveLength(0);
  });

  test("of a card that is there already, and of a template by a knob", async () => {
    await create();
    expect(await create()).toMatchObject({ status: 400, body: { code: "param.cardAlreadyExist" } });
    simulator.faults.card.missingTemplates.push(cardTemplateId);
    const other = await create({ outTrackId: "card-2" });
    expect(other).toMatchObject({ status: 400, body: { code: "param.templateNotExist" } });
  });

  test.each<[string, unknown, object, number, string]>([
    ["an empty text", "", {}, 400, "param.stream.contentEmpty"],
    ["no text", undefined, {}, 400, "param.stream.contentEmpty"],
    ["a number", 1, {}, 400, "param.invalid"],
    ["no key", "x", { key: "" }, 400, "param.stream.keyEmpty"],
    ["no guid", "x", { guid: "" }, 400, "param.stream.guidEmpty"],
    ["a piece of markdown", "x", { isFull: false }, 400, "param.stream.isFull"],
    ["markdown that is not said to be full", "x", { isFull: undefined }, 400, "param.stream.isFull"],
    ["another card", "x", { outTrackId: "no" }, 400, "param.stream.outTrackId"],
    ["a key that the template has not", "x", { key: "else" }, 500, "unknownError"],
  ])("of streaming %s", async (_name, content, more, status, code) => {
    await create();
    expect(await stream(content, more)).toMatchObject({ status, body: { code } });
    expect(simulator.cards[0]!.updates).toHaveLength(2);
  });

  test("of texts that a knob finds unsafe or too long", async () => {
    await create();
    simulator.faults.card.unsafeWords.push("赌");
    expect(await stream("赌博")).toMatchObject({ status: 400, body: { code: "param.contentUnsafe" } });
    simulator.faults.card.maxContentBytes = 5;
    expect(await stream("一二")).toMatchObject({ status: 400, body: { code: "param.stream.content" } });
  });

  test("of updates", async () => {
    await create();
    expect((await update({ outTrackId: "" })).body.code).toBe("param.outTrackIdEmpty");
    expect((await update({})).body.code).toBe("param.cardDataAndPrivateDataBothEmpty");
    expect((await update({ outTrackId: "no", cardData: {} })).body.code).toBe("param.cardNotExist");
    expect((await update({ cardData: { cardParamMap: { a: 1 } } })).body.code).toBe("param.invalid");
    const nowhere = await call("POST", "/v1.0/card/instances/deliver", card({ outTrackId: "no" }));
    expect(nowhere.body.code).toBe("param.cardNotExist");
  });
});
