import { createOpenApiClient, type ApiOutcome } from "@dinglane/dingtalk";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { group, town } from "./fixtures/town.ts";
import type { Simulator } from "./simulator.ts";
import { startSimulator } from "./start-simulator.ts";

const robot = town.robots[0];
let nowMs = 1_700_000_000_000;
let simulator: Simulator;
let client: ReturnType<typeof createOpenApiClient>;

beforeAll(async () => {
  simulator = await startSimulator({ ...town, now: () => nowMs });
  client = createOpenApiClient({ apiUrl: simulator.url, oapiUrl: simulator.url });
});
afterAll(async () => simulator.close());
beforeEach(() => {
  Object.assign(simulator.faults.api, { queue: [], every: undefined, callsPerSecond: undefined });
  nowMs += 60_000;
});

const valueOf = <T>(outcome: ApiOutcome<T>): T => {
  if (outcome.status !== "done") throw outcome.cause;
  return outcome.value;
};
const codeOf = (outcome: ApiOutcome<unknown>): unknown =>
  outcome.status === "done" ? "done" : (outcome.cause.apiCode ?? outcome.cause.code);
const token = async (kind: "api" | "oapi" = "api"): Promise<string> =>
  valueOf(await client.requestAccessToken(kind, robot)).token;
const sendToGroup = async (with_: string, text = "你好 @staff-ada", openConversationId: string = group) =>
  client.sendRobotText(with_, {
    robotCode: robot.clientId,
    target: { openConversationId },
    message: { title: "题", text },
  });
const sendToPerson = async (staffId: string) =>
  client.sendRobotText(await token(), {
    robotCode: robot.clientId,
    target: { staffId },
    message: { title: "题", text: "你好" },
  });
const post = async (path: string, body: unknown, with_?: string) => {
  const response = await fetch(simulator.url + path, {
    method: "POST",
    headers: { "x-acs-dingtalk-access-token": with_ ?? (await token()) },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const upload = async (type: "image" | "file", fileName: string, content = "x") =>
  client.uploadMedia(await token("oapi"), { type, fileName, content: new Blob([content]) });
const ask = async (file: { robotCode: string; downloadCode: string }) =>
  client.requestDownloadUrl(await token(), file);

describe("tokens", () => {
  test("are the same within their life, which each request renews, for both hosts", async () => {
    const first = await token();
    nowMs += 7_000_000;
    expect(await token("oapi")).toBe(first);
    nowMs += 7_000_000;
    expect(codeOf(await sendToGroup(first))).toBe("done");
    nowMs += 200_001;
    expect(codeOf(await sendToGroup(first))).toBe("InvalidAuthentication");
    expect(await token()).not.toBe(first);
  });

  test("end when told to; who has none is refused with HTTP 400, at the old API with 40014 in a 200", async () => {
    const ended = await token();
    simulator.api.expireTokens();
    expect(await post("/v1.0/robot/groupMessages/send", {}, ended)).toMatchObject({
      status: 400,
      body: { code: "InvalidAuthentication", requestid: expect.stringMatching(/^[0-9A-F-]{36}$/) },
    });
    const media = { type: "image" as const, fileName: "a.png", content: new Blob(["x"]) };
    expect(codeOf(await client.uploadMedia(ended, media))).toBe("40014");
  });

  test("are for the right secret only", async () => {
    const wrong = { clientId: robot.clientId, clientSecret: "wrong" };
    expect(codeOf(await client.requestAccessToken("api", wrong))).toBe("invalidClientIdOrSecret");
    expect(codeOf(await client.requestAccessToken("oapi", wrong))).toBe("40089");
    expect((await post("/v1.0/oauth2/accessToken", "no json")).body).toMatchObject({ code: "Missingbody" });
  });
});

describe("messages", () => {
  test("to a group are seen there, in the journal and on the page", async () => {
    expect(codeOf(await sendToGroup(await token()))).toBe("done");
    expect(simulator.deliveries.at(-1)).toMatchObject({
      via: "openapi",
      robot: robot.clientId,
      conversationId: group,
      shown: true,
      text: "你好 @staff-ada",
      reply: { msgtype: "markdown" },
    });
  });

  test("to a person are seen in their chat; who is not there is in a list of the 200", async () => {
    expect(codeOf(await sendToPerson("staff-bob"))).toBe("done");
    expect(simulator.deliveries.at(-1)).toMatchObject({ via: "openapi", shown: true, text: "你好" });
    expect(codeOf(await sendToPerson("nobody"))).toBe("invalidStaffIdList");
    simulator.faults.api.flowControlledStaffIds.push("staff-bob");
    expect(codeOf(await sendToPerson("staff-bob"))).toBe("flowControlledStaffIdList");
    simulator.faults.api.flowControlledStaffIds.length = 0;
  });

  test("answer what was said there before", async () => {
    const asked = await simulator.say({ from: "bob", in: "private", text: "在吗" });
    await sendToPerson("staff-bob");
    expect(await simulator.waitForReply(asked.msgId)).toMatchObject({ via: "openapi" });
  });

  test("are refused as DingTalk refuses them", async () => {
    const group_ = "/v1.0/robot/groupMessages/send";
    const person = "/v1.0/robot/oToMessages/batchSend";
    const robotCode = robot.clientId;
    const text = { msgKey: "sampleText", msgParam: '{"content":"x"}' };
    const openConversationId = group;
    const long = JSON.stringify({ content: "长".repeat(5_000) });
    const cases: [string, object, string][] = [
      [group_, { openConversationId, ...text }, "invalidParameter.robotCode.empty"],
      [group_, { robotCode: "other", openConversationId, ...text }, "invalidParameter.robotCode.auth"],
      [group_, { robotCode, ...text }, "miss.openConversationId"],
      [group_, { robotCode, openConversationId: "cid", ...text }, "invalid.openConversationId"],
      [group_, { robotCode, openConversationId, msgParam: "{}" }, "invalidParameter.msgKey.empty"],
      [group_, { robotCode, openConversationId, ...text, msgKey: "no" }, "invalidParameter.msgKey.invalid"],
      [group_, { robotCode, openConversationId, ...text, msgParam: {} }, "invalidParameter.msgParam.invalid"],
      [
        group_,
        { robotCode, openConversationId, ...text, msgParam: "x" },
        "invalidParameter.msgParam.invalid",
      ],
      [
        group_,
        { robotCode, openConversationId, ...text, msgParam: long },
        "invalidParameter.msgParam.tooLong",
      ],
      [person, { robotCode, userIds: [], ...text }, "invalidParameter.userIds.empty"],
      [person, { robotCode, userIds: Array(21).fill("u"), ...text }, "invalidParameter.userIds.overMax"],
    ];
    for (const [path, body, code] of cases) {
      expect(await post(path, body)).toMatchObject({ status: 400, body: { code } });
      expect(simulator.deliveries.at(-1)).toMatchObject({ via: "openapi", shown: false, code });
    }
  });
});

describe("knobs", () => {
  test("allow so many calls a second for a robot and API; refused ones are not counted", async () => {
    simulator.faults.api.callsPerSecond = 2;
    const with_ = await token();
    const codes = [];
    for (let n = 0; n < 4; n++) codes.push(codeOf(await sendToGroup(with_)));
    const tooFast = "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi";
    expect(codes).toEqual(["done", "done", tooFast, tooFast]);
    expect(codeOf(await sendToPerson("staff-bob"))).toBe("done");
    nowMs += 1_000;
    expect(codeOf(await sendToGroup(with_))).toBe("done");
    expect(simulator.api.calls.at(-1)).toMatchObject({ api: "/v1.0/robot/groupMessages/send", status: 200 });
  });

  test("refuse, block, lose and slow down calls", async () => {
    const code = "Forbidden.AccessDenied.ApiCountLimitForOrg";
    simulator.faults.api.queue.push(
      { kind: "refuse", status: 403, code },
      { kind: "html" },
      { kind: "blocked", waitMinutes: 5 },
      { kind: "lost" },
      { kind: "torn" },
      { kind: "slow", delayMs: 5 },
    );
    const with_ = await token();
    const before = simulator.deliveries.length;
    const codes = [];
    for (let n = 0; n < 6; n++) codes.push(codeOf(await sendToGroup(with_, `第 ${n} 次`)));
    expect(codes).toEqual([code, "blocked", "blocked", "connection_lost", "connection_lost", "done"]);
    expect(simulator.deliveries.slice(before).map(({ text }) => text)).toEqual(["第 3 次", "第 5 次"]);
    simulator.faults.api.queue.push({ kind: "refuse", status: 200, code: "90020" });
    const media = { type: "image" as const, fileName: "a.png", content: new Blob(["x"]) };
    expect(codeOf(await client.uploadMedia(with_, media))).toBe("90020");
  });
});

describe("files", () => {
  test("are uploaded by form, where type and name are ones that DingTalk takes", async () => {
    expect(valueOf(await upload("image", "a.png")).mediaId).toMatch(/^@lAL/);
    expect(codeOf(await upload("image", "a.exe"))).toBe("40005");
    expect(codeOf(await upload("file", "a.pdf", ""))).toBe("40006");
  });

  test("of messages are fetched by code, for the robot they were sent to, for a while", async () => {
    const downloadCode = simulator.api.putFile(Buffer.from("pixels"));
    const { downloadUrl } = valueOf(await ask({ robotCode: robot.clientId, downloadCode }));
    expect(await (await fetch(downloadUrl)).text()).toBe("pixels");
    nowMs += 3_600_001;
    expect((await fetch(downloadUrl)).status).toBe(403);
    expect(codeOf(await ask({ robotCode: robot.clientId, downloadCode: "no" }))).toBe(
      "invalidParameter.robotCode.downloadCode",
    );
    expect(codeOf(await ask({ robotCode: "other", downloadCode }))).toBe("invalidParameter.robotCode.auth");
  });
});
