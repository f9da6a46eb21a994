import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import type { ApiOutcome } from "./api-outcome.ts";
import { createOpenApiClient, type OpenApiClient } from "./create-openapi-client.ts";
import { fitsMsgParam } from "./robot-text.ts";

const TOKEN = "token-that-no-error-may-hold";
const SECRET = "secret-that-no-error-may-hold";
const credential = { clientId: "ding1", clientSecret: SECRET };
const message = { title: "题", text: "正文，谁也不该在错误里读到" };

interface Seen {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const releases: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0)) await release();
});

/** A DingTalk that answers everything alike, and what it was asked. */
async function serve(respond: RequestListener, timeoutMs = 2_000) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      seen.push({ path: request.url ?? "", headers: request.headers, body });
      respond(request, response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  releases.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createOpenApiClient({ apiUrl: `${url}/`, oapiUrl: url, timeoutMs });
  return { seen, client };
}

const answer =
  (status: number, body: unknown, type = "application/json"): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": type });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

const send = (client: OpenApiClient): Promise<ApiOutcome<undefined>> =>
  client.sendRobotText(TOKEN, { robotCode: "ding1", target: { staffId: "u1" }, message });

/** Nothing that is secret, and nothing that was said, is in an outcome that becomes a log line. */
function expectNoSecrets(outcome: unknown): void {
  const shown = inspect(outcome, { depth: 20, showHidden: true });
  for (const secret of [TOKEN, SECRET, message.text, "谁也不该"]) expect(shown).not.toContain(secret);
}

const facts = (outcome: ApiOutcome<unknown>): object => ({
  status: outcome.status,
  ...("action" in outcome ? { action: outcome.action } : {}),
  ...("waitMs" in outcome ? { waitMs: outcome.waitMs } : {}),
  ...("cause" in outcome ? { code: outcome.cause.code, apiCode: outcome.cause.apiCode } : {}),
});

describe("access tokens", () => {
  test("are asked for with JSON at the new API", async () => {
    const { seen, client } = await serve(answer(200, { accessToken: TOKEN, expireIn: 7200 }));
    expect(await client.requestAccessToken("api", credential)).toEqual({
      status: "done",
      value: { token: TOKEN, expiresInMs: 7_200_000 },
    });
    expect(seen[0]?.path).toBe("/v1.0/oauth2/accessToken");
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ appKey: "ding1", appSecret: SECRET });
  });

  test("are asked for in the query at the old one", async () => {
    const { seen, client } = await serve(answer(200, { errcode: 0, access_token: TOKEN, expires_in: 60 }));
    expect(await client.requestAccessToken("oapi", credential)).toEqual({
      status: "done",
      value: { token: TOKEN, expiresInMs: 60_000 },
    });
    expect(seen[0]?.path).toBe(`/gettoken?appkey=ding1&appsecret=${SECRET}`);
  });

  test.each([
    ["api", 400, { code: "invalidClientIdOrSecret", message: SECRET, requestid: "R" }],
    ["oapi", 200, { errcode: 40089, errmsg: SECRET }],
  ] as const)("of wrong credentials are the operator's business (%s)", async (kind, status, body) => {
    const { client } = await serve(answer(status, body));
    const outcome = await client.requestAccessToken(kind, credential);
    expect(facts(outcome)).toMatchObject({ action: "permission", code: "refused" });
    expectNoSecrets(outcome);
  });
});

describe("a robot's message", () => {
  test("goes to a group by its conversationId, as a JSON string in msgParam", async () => {
    const { seen, client } = await serve(answer(200, { processQueryKey: "k" }));
    const target = { openConversationId: "cid==" };
    expect(await client.sendRobotText(TOKEN, { robotCode: "ding1", target, message })).toMatchObject({
      status: "done",
    });
    expect(seen[0]).toMatchObject({
      path: "/v1.0/robot/groupMessages/send",
      headers: { "x-acs-dingtalk-access-token": TOKEN },
    });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      robotCode: "ding1",
      openConversationId: "cid==",
      msgKey: "sampleMarkdown",
      msgParam: JSON.stringify(message),
    });
  });

  test("may be a file that was uploaded before", async () => {
    const { seen, client } = await serve(answer(200, { processQueryKey: "k" }));
    const file = { mediaId: "@media", fileName: "对话.zip", fileType: "zip" };
    const target = { staffId: "u1" };
    expect(await client.sendRobotFile(TOKEN, { robotCode: "ding1", target, message: file })).toMatchObject({
      status: "done",
    });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual({
      robotCode: "ding1",
      userIds: ["u1"],
      msgKey: "sampleFile",
      msgParam: JSON.stringify(file),
    });
  });

  test("goes to one person by staffId", async () => {
    const { seen, client } = await serve(
      answer(200, { processQueryKey: "k", invalidStaffIdList: [], flowControlledStaffIdList: null }),
    );
    expect(await send(client)).toEqual({ status: "done", value: undefined });
    expect(seen[0]?.path).toBe("/v1.0/robot/oToMessages/batchSend");
    expect(JSON.parse(seen[0]?.body ?? "")).toMatchObject({ userIds: ["u1"] });
  });

  test.each([
    [{ invalidStaffIdList: ["u1"] }, "give-up", "invalidStaffIdList"],
    [{ flowControlledStaffIdList: ["u1"] }, "back-off", "flowControlledStaffIdList"],
  ])("is not delivered when a list of the 200 says so: %j", async (body, action, apiCode) => {
    const { client } = await serve(answer(200, { processQueryKey: "k", ...body }));
    expect(facts(await send(client))).toEqual({ status: "failed", action, code: "refused", apiCode });
  });

  test.each([
    ["Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", 403, "wait-qps"],
    ["Forbidden.AccessDenied.QpsLimitForSomethingNew", 403, "wait-qps"],
    ["Forbidden.AccessDenied.ApiCountLimitForOrg", 403, "degrade-monthly"],
    ["Forbidden.AccessDenied.IpNotInWhiteList", 403, "permission"],
    ["InvalidAuthentication", 400, "refresh-token"],
    ["system.error", 500, "retry"],
    ["never.heardOf", 500, "retry"],
    ["never.heardOf", 400, "give-up"],
    ["invalidParameter.msgParam.tooLong", 400, "split"],
    ["contain.notAllowed.text", 400, "degrade"],
    ["group.disbanded", 400, "give-up"],
  ])("refused with %s (HTTP %i): %s", async (code, status, action) => {
    const { client } = await serve(answer(status, { code, message: message.text, requestid: "R" }));
    const outcome = await send(client);
    expect(facts(outcome)).toMatchObject({ status: "failed", action, code: "refused", apiCode: code });
    expectNoSecrets(outcome);
  });

  test("says which permission it misses", async () => {
    const code = "Forbidden.AccessDenied.AccessTokenPermissionDenied";
    const { client } = await serve(
      answer(403, { code, accessdenieddetail: { requiredScopes: ["qyapi_robot_sendmsg"] } }),
    );
    const outcome = await send(client);
    expect(facts(outcome)).toMatchObject({ action: "permission" });
    expect(inspect(outcome)).toContain("qyapi_robot_sendmsg");
  });

  test.each([
    [403, "<!doctype html><title>405</title>", 300_000],
    [200, "<html>punish</html>", 300_000],
    [200, JSON.stringify({ status: 1111, wait: 5, source: "x5", punish: "deny" }), 300_000],
    [403, JSON.stringify({ status: 1111, wait: "2" }), 120_000],
  ])("an address that is blocked (HTTP %i, %s)", async (status, body, waitMs) => {
    const { client } = await serve(answer(status, body, "text/html"));
    expect(facts(await send(client))).toMatchObject({ action: "ip-blocked", waitMs, code: "blocked" });
  });

  test.each([
    [500, "retry"],
    [503, "retry"],
    [429, "wait-qps"],
    [403, "wait-qps"],
    [404, "give-up"],
    [302, "retry"],
  ])("a bare HTTP %i: %s", async (status, action) => {
    const { client } = await serve(answer(status, "no json"));
    expect(facts(await send(client))).toMatchObject({ status: "failed", action, code: "http_status" });
  });

  test.each([
    [502, "bad gateway", "http_status"],
    [504, "", "http_status"],
    [200, "[]", "malformed"],
    [200, "no json", "malformed"],
  ])("may have been sent after HTTP %i %s", async (status, body, code) => {
    const { client } = await serve(answer(status, body));
    expect(facts(await send(client))).toMatchObject({ status: "unknown", code });
  });

  test("may have been sent when no answer comes, or none that is whole", async () => {
    const silent = await serve(() => undefined, 60);
    expect(facts(await send(silent.client))).toMatchObject({ status: "unknown", code: "timeout" });
    const cut = await serve((request) => void request.socket.destroy());
    const outcome = await send(cut.client);
    expect(facts(outcome)).toMatchObject({ status: "unknown", code: "connection_lost" });
    expectNoSecrets(outcome);
  });

  test("was not sent when nobody listens", async () => {
    const { client } = await serve(answer(200, {}));
    await releases.pop()?.();
    expect(facts(await send(client))).toMatchObject({
      status: "failed",
      action: "retry",
      code: "not_reached",
    });
  });

  test("fits up to 15 000 bytes of msgParam, escapes included", () => {
    const frame = Buffer.byteLength(JSON.stringify({ title: "t", text: "" }));
    const text = "x".repeat(15_000 - frame);
    expect(fitsMsgParam({ title: "t", text })).toBe(true);
    expect(fitsMsgParam({ title: "t", text: `${text}x` })).toBe(false);
    expect(fitsMsgParam({ title: "t", text: `${text.slice(1)}\n` })).toBe(false);
  });
});

describe("files", () => {
  test("are uploaded as a form to the old API", async () => {
    const { seen, client } = await serve(
      answer(200, { errcode: 0, media_id: "@lAL1", created_at: 1, type: "image" }),
    );
    const media = { type: "image" as const, fileName: "a.png", content: new Blob(["png"]) };
    expect(await client.uploadMedia(TOKEN, media)).toEqual({ status: "done", value: { mediaId: "@lAL1" } });
    expect(seen[0]?.path).toBe(`/media/upload?access_token=${TOKEN}&type=image`);
    expect(seen[0]?.body).toContain('name="media"; filename="a.png"');
  });

  test("with an ended token or a wrong type say so by errcode", async () => {
    const media = { type: "image" as const, fileName: "a.exe", content: new Blob(["x"]) };
    for (const [errcode, action] of [
      [40014, "refresh-token"],
      [40004, "give-up"],
    ] as const) {
      const { client } = await serve(answer(200, { errcode, errmsg: TOKEN }));
      const outcome = await client.uploadMedia(TOKEN, media);
      expect(facts(outcome)).toMatchObject({ status: "failed", action, apiCode: String(errcode) });
      expectNoSecrets(outcome);
    }
  });

  test("of a message have a URL", async () => {
    const { seen, client } = await serve(answer(200, { downloadUrl: "http://files.test/a.file?Expires=1" }));
    const file = { robotCode: "ding1", downloadCode: "mIof" };
    expect(await client.requestDownloadUrl(TOKEN, file)).toEqual({
      status: "done",
      value: { downloadUrl: "http://files.test/a.file?Expires=1" },
    });
    expect(JSON.parse(seen[0]?.body ?? "")).toEqual(file);
  });
});
