import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ApiReply, apiPoster } from "./fixtures/api-poster.ts";
import { group, town } from "./fixtures/town.ts";
import type { Simulator } from "./simulator.ts";
import { startSimulator } from "./start-simulator.ts";

const robotCode = town.robots[0].clientId;
const GROUP_SEND = "/v1.0/robot/groupMessages/send";
const PERSON_SEND = "/v1.0/robot/oToMessages/batchSend";
const GROUP_RECALL = "/v1.0/robot/groupMessages/recall";
const PERSON_RECALL = "/v1.0/robot/otoMessages/batchRecall";
const DAY_MS = 24 * 60 * 60_000;
let nowMs = 1_700_000_000_000;
let simulator: Simulator;
let call: ReturnType<typeof apiPoster>;

beforeEach(async () => {
  simulator = await startSimulator({ ...town, now: () => nowMs });
  call = apiPoster(simulator);
});
afterEach(async () => simulator.close());

const sendToGroup = async (msgKey: string, msgParam: object): Promise<ApiReply> =>
  call("POST", GROUP_SEND, {
    robotCode,
    openConversationId: group,
    msgKey,
    msgParam: JSON.stringify(msgParam),
  });
const keyOf = ({ body }: ApiReply): string => String(body["processQueryKey"]);

async function upload(type: string, fileName: string, content: string | Uint8Array<ArrayBuffer> = "x") {
  const granted = await fetch(
    `${simulator.url}/gettoken?appkey=${robotCode}&appsecret=${encodeURIComponent(town.robots[0].clientSecret)}`,
  );
  const { access_token } = (await granted.json()) as { access_token: string };
  const form = new FormData();
  form.set("media", new Blob([content]), fileName);
  form.set("type", type);
  const response = await fetch(`${simulator.url}/media/upload?access_token=${access_token}`, {
    method: "POST",
    body: form,
  });
  return (await response.json()) as { errcode: number; media_id: string; type: string };
}

describe("media", () => {
  test.each([
    ["image", "a.png", "@lA"],
    ["image", "a.gif", "@lA"],
    ["voice", "a.amr", "@lA"],
    ["video", "a.mp4", "$iA"],
    ["file", "a.xlsx", "$iA"],
  ] as const)("%s %s is taken", async (type, fileName, prefix) => {
    const { errcode, media_id } = await upload(type, fileName);
    expect({ errcode, prefix: media_id.slice(0, 3) }).toEqual({ errcode: 0, prefix });
    expect(simulator.api.media(media_id)).toMatchObject({ type, fileName });
  });

  test.each([
    ["picture", "a.png", 40004],
    ["image", "a.webp", 40005],
    ["voice", "a.ogg", 40005],
    ["video", "a.avi", 40005],
    ["file", "a.txt", 40005],
  ])("%s %s is refused with %s", async (type, fileName, errcode) => {
    expect(await upload(type, fileName)).toMatchObject({ errcode });
  });

  test.each([
    ["image", "a.png", 20 * 1024 * 1024],
    ["voice", "a.amr", 2 * 1024 * 1024],
    ["video", "a.mp4", 20 * 1024 * 1024],
    ["file", "a.pdf", 20 * 1024 * 1024],
  ])("of kind %s has a largest size", async (type, fileName, bytes) => {
    expect(await upload(type, fileName, new Uint8Array(bytes))).toMatchObject({ errcode: 0 });
    expect(await upload(type, fileName, new Uint8Array(bytes + 1))).toMatchObject({ errcode: 40006 });
  });
});

const ask = async (downloadCode: string): Promise<ApiReply> =>
  call("POST", "/v1.0/robot/messageFiles/download", { robotCode, downloadCode });

describe("a downloadCode", () => {
  test("ends, and is of one robot", async () => {
    const code = simulator.api.putFile(Buffer.from("x"));
    expect(await ask(code)).toMatchObject({ status: 200 });
    simulator.api.expireFiles();
    expect((await ask(code)).body.code).toBe("invalidParameter.robotCode.downloadCode");
    expect((await ask("")).body.code).toBe("invalidParameter.robotCode.empty");
    const others = simulator.api.putFile(Buffer.from("x"), "ding-else");
    expect((await ask(others)).body.code).toBe("invalidParameter.robotCode.auth");
  });
});

describe("msgKeys", () => {
  test.each<[string, Record<string, string>, object]>([
    [
      "sampleImageMsg",
      { photoURL: "@lALx" },
      { msgtype: "markdown", markdown: { title: "image", text: "![](@lALx)" } },
    ],
    ["sampleLink", { title: "t", text: "x", messageUrl: "https://a.cn" }, { msgtype: "link" }],
    [
      "sampleActionCard",
      { title: "t", text: "x", singleTitle: "看", singleURL: "https://a.cn" },
      { msgtype: "actionCard" },
    ],
    [
      "sampleActionCard2",
      { title: "t", text: "x", actionTitle1: "一", actionURL1: "u1", actionTitle2: "二", actionURL2: "u2" },
      {
        actionCard: {
          btns: [
            { title: "一", actionURL: "u1" },
            { title: "二", actionURL: "u2" },
          ],
        },
      },
    ],
    [
      "sampleActionCard6",
      { title: "t", text: "x", buttonTitle1: "一", buttonUrl1: "u1", buttonTitle2: "二", buttonUrl2: "u2" },
      { actionCard: { btnOrientation: "1" } },
    ],
  ])("%s is shown, and refused without one of its parts", async (msgKey, param, reply) => {
    expect(await sendToGroup(msgKey, param)).toMatchObject({ status: 200 });
    expect(simulator.deliveries.at(-1)?.reply).toMatchObject(reply);
    for (const missing of Object.keys(param)) {
      const { [missing]: _, ...rest } = param;
      expect((await sendToGroup(msgKey, rest)).body.code).toBe("invalidParameter.msgParam.invalid");
    }
  });

  test.each<[string, string, string, (mediaId: string) => Record<string, string>, object]>([
    [
      "sampleFile",
      "file",
      "a.pdf",
      (mediaId) => ({ mediaId, fileName: "a.pdf", fileType: "pdf" }),
      { msgtype: "file", file: { fileName: "a.pdf" } },
    ],
    [
      "sampleAudio",
      "voice",
      "a.amr",
      (mediaId) => ({ mediaId, duration: "3000" }),
      { msgtype: "audio", audio: { durationMs: 3_000 } },
    ],
    [
      "sampleVideo",
      "video",
      "a.mp4",
      (videoMediaId) => ({ videoMediaId, duration: "3", videoType: "mp4" }),
      { msgtype: "video", video: { seconds: 3 } },
    ],
  ])("%s wants a mediaId that was uploaded", async (msgKey, type, fileName, paramOf, reply) => {
    const { media_id } = await upload(type, fileName);
    expect(await sendToGroup(msgKey, paramOf(media_id))).toMatchObject({ status: 200 });
    expect(simulator.deliveries.at(-1)).toMatchObject({ shown: true, reply });
    expect((await sendToGroup(msgKey, paramOf("$iAEelse"))).body.code).toBe("resource.not.found");
  });

  test("sampleFile takes only types that DingTalk opens", async () => {
    const { media_id: mediaId } = await upload("file", "a.pptx");
    const refused = await sendToGroup("sampleFile", { mediaId, fileName: "a.pptx", fileType: "pptx" });
    expect(refused.body.code).toBe("invalidParameter.msgParam.invalid");
  });
});

describe("taking back", () => {
  test("a group's message, by the key that its sending gave, within a day", async () => {
    const key = keyOf(await sendToGroup("sampleText", { content: "错" }));
    const late = keyOf(await sendToGroup("sampleText", { content: "晚" }));
    const recall = { robotCode, openConversationId: group };
    expect(await call("POST", GROUP_RECALL, { ...recall, processQueryKeys: [key, "no"] })).toMatchObject({
      status: 200,
      body: { successResult: [key], failedResult: { no: "invalid.processQueryKey" } },
    });
    expect(simulator.deliveries[0]).toMatchObject({ text: "错", shown: true, recalledAtMs: nowMs });
    nowMs += DAY_MS;
    expect((await call("POST", GROUP_RECALL, { ...recall, processQueryKeys: [late] })).body).toMatchObject({
      failedResult: { [late]: "robot.processQueryKey.expired" },
    });
  });

  test("what several people were sent", async () => {
    const sent = await call("POST", PERSON_SEND, {
      robotCode,
      userIds: ["staff-ada", "staff-bob"],
      msgKey: "sampleText",
      msgParam: '{"content":"错"}',
    });
    const processQueryKeys = [keyOf(sent)];
    expect(await call("POST", PERSON_RECALL, { robotCode, processQueryKeys })).toMatchObject({ status: 200 });
    expect(simulator.deliveries.map(({ recalledAtMs }) => recalledAtMs)).toEqual([nowMs, nowMs]);
  });

  test.each<[string, string, object, string]>([
    ["no robot", PERSON_RECALL, { processQueryKeys: ["k"] }, "miss.chatbotId"],
    ["another robot", PERSON_RECALL, { robotCode: "x", processQueryKeys: ["k"] }, "not.allowed.robotCode"],
    ["no key", PERSON_RECALL, { robotCode, processQueryKeys: [] }, "invalid.processQueryKey"],
    [
      "21 keys",
      PERSON_RECALL,
      { robotCode, processQueryKeys: Array(21).fill("k") },
      "invalidParameter.processQueryKeys.overMax",
    ],
    ["no group", GROUP_RECALL, { robotCode, processQueryKeys: ["k"] }, "miss.openConversationId"],
  ])("is refused with %s", async (_name, path, body, code) => {
    expect(await call("POST", path, body)).toMatchObject({ status: 400, body: { code } });
  });
});

describe("a sticker", () => {
  const words = "🤔思考中";
  const sticker = (openMsgId: string, more: object = {}) => ({
    robotCode,
    openMsgId,
    openConversationId: group,
    emotionType: 2,
    emotionName: words,
    textEmotion: { emotionId: "2659900", emotionName: words, text: words, backgroundId: "im_bg_1" },
    ...more,
  });

  test("is put on somebody's message and taken off again", async () => {
    const { msgId } = await simulator.say({ from: "ada", in: group, text: "在吗" });
    expect(await call("POST", "/v1.0/robot/emotion/reply", sticker(msgId))).toMatchObject({ status: 200 });
    expect(simulator.api.emotions).toMatchObject([{ msgId, conversationId: group, name: words, isOn: true }]);
    expect(await call("POST", "/v1.0/robot/emotion/recall", sticker(msgId))).toMatchObject({ status: 200 });
    expect(simulator.api.emotions).toMatchObject([{ msgId, isOn: false }]);
  });

  test("is refused on a message that is not there, in another place, by another robot, without its words", async () => {
    const { msgId } = await simulator.say({ from: "ada", in: "private", text: "在吗" });
    const codes = [];
    for (const body of [
      sticker("no"),
      sticker(msgId),
      sticker(msgId, { robotCode: "x" }),
      sticker(msgId, { textEmotion: undefined }),
    ])
      codes.push((await call("POST", "/v1.0/robot/emotion/reply", body)).body.code);
    expect(codes).toEqual([
      "resource.not.found",
      "resource.not.found",
      "invalidParameter.robotCode.auth",
      "invalidParameter.emotion",
    ]);
    expect(simulator.api.emotions).toEqual([]);
  });
});

describe("allowances", () => {
  test("of the month are counted down, by all robots together; at the end every call is refused", async () => {
    simulator.faults.api.callsLeftThisMonth = 1;
    expect(await sendToGroup("sampleText", { content: "一" })).toMatchObject({ status: 200 });
    expect(await sendToGroup("sampleText", { content: "二" })).toMatchObject({
      status: 403,
      body: { code: "Forbidden.AccessDenied.ApiCountLimitForOrg" },
    });
    expect(await upload("image", "a.png")).toMatchObject({ errcode: 90020 });
  });

  test("of an application: what it may not do is named", async () => {
    simulator.faults.api.missingScopes.push("qyapi_robot_sendmsg", "Card.Streaming.Write");
    for (const [method, path, scope] of [
      ["POST", GROUP_SEND, "qyapi_robot_sendmsg"],
      ["PUT", "/v1.0/card/streaming", "Card.Streaming.Write"],
    ] as const) {
      expect(await call(method, path, {})).toMatchObject({
        status: 403,
        body: {
          code: "Forbidden.AccessDenied.AccessTokenPermissionDenied",
          accessdenieddetail: { requiredScopes: [scope] },
        },
      });
    }
    expect(await call("PUT", "/v1.0/card/instances", {})).toMatchObject({
      body: { code: "param.outTrackIdEmpty" },
    });
  });

  test("of a second slide, for each API by its method and path; each call and refusal is on record", async () => {
    simulator.faults.api.callsPerSecond = 1;
    await call("PUT", "/v1.0/card/instances", {});
    expect(await call("POST", "/v1.0/card/instances", {})).toMatchObject({ status: 400 });
    nowMs += 999;
    const code = "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi";
    expect(await call("PUT", "/v1.0/card/instances", {})).toMatchObject({ status: 403, body: { code } });
    nowMs += 1;
    expect(await call("PUT", "/v1.0/card/instances", {})).toMatchObject({ status: 400 });
    const puts = simulator.api.calls.filter(({ method }) => method === "PUT");
    expect(puts.map((each) => each.code)).toEqual(["param.outTrackIdEmpty", code, "param.outTrackIdEmpty"]);
  });
});

test("faults can be kept for one API", async () => {
  simulator.faults.api.queueOf["/v1.0/card/streaming"] = [
    { kind: "refuse", status: 500, code: "system.busy" },
  ];
  expect(await sendToGroup("sampleText", { content: "一" })).toMatchObject({ status: 200 });
  expect(await call("PUT", "/v1.0/card/streaming", {})).toMatchObject({ body: { code: "system.busy" } });
  expect(await call("PUT", "/v1.0/card/streaming", {})).toMatchObject({
    body: { code: "param.stream.keyEmpty" },
  });
});

test("a call that hangs was carried out", async () => {
  simulator.faults.api.queue.push({ kind: "hang" });
  void sendToGroup("sampleText", { content: "挂" }).catch(() => undefined);
  expect(await simulator.waitForReply(({ text }) => text === "挂")).toMatchObject({ shown: true });
});
