import { describe, expect, it } from "vitest";
import { configOf } from "../fixtures/config-of.ts";
import { type Answered, type Asked, openServer } from "../fixtures/open-server.ts";
import { tools } from "../fixtures/tools.ts";
import type { Finding } from "../finding.ts";
import { checkDingTalk } from "./check-dingtalk.ts";

const SECRET = "right-secret-1";
const TOKEN = "tok-7d1f";
const requestid = "0F2C";
const good = { clientId: "dinggood", clientSecret: SECRET };

/** DingTalk, as the protocol sheet describes it; what a test wants otherwise comes first. */
function dingtalk(otherwise: (asked: Asked) => Answered | "as usual" = () => "as usual") {
  return (asked: Asked): Answered => {
    const other = otherwise(asked);
    if (other !== "as usual") return other;
    const { path, body, headers } = asked;
    if (path === "/v1.0/oauth2/accessToken") {
      return body.includes(SECRET)
        ? { json: { accessToken: TOKEN, expireIn: 7200 } }
        : { status: 400, json: { code: "invalidClientIdOrSecret", message: "no", requestid } };
    }
    if (path === "/v1.0/gateway/connections/open") {
      return { json: { endpoint: "wss://wss.example.test:443/connect", ticket: "ticket-1" } };
    }
    if (headers["x-acs-dingtalk-access-token"] === TOKEN) {
      const code = path.includes("/card/") ? "param.cardTemplateIdEmpty" : "invalidParameter.userIds.empty";
      return { status: 400, json: { code, message: "no", requestid } };
    }
    return { status: 404, json: { code: "InvalidAction.NotFound", message: "no", requestid } };
  };
}

async function look(
  play: (asked: Asked) => Answered,
  options: Parameters<typeof configOf>[0] = {},
): Promise<{ findings: Finding[]; asked: Asked[] }> {
  await using server = await openServer(play);
  const { dingtalk: overrides, ...rest } = options;
  const urls = { apiUrl: server.url, oapiUrl: server.url };
  const config = configOf({ dingtalk: { credentials: [good], ...urls, ...overrides }, ...rest });
  return { findings: await checkDingTalk({ ...tools, config }), asked: server.asked };
}

const about = (findings: Finding[], part: string): Finding | undefined =>
  findings.find(({ subject }) => subject.includes(part));

const levels = async (options: Parameters<typeof configOf>[0]): Promise<string[]> =>
  (await look(dingtalk(), options)).findings.map(({ level }) => level);

describe("checkDingTalk", () => {
  it("finds a sound robot sound, in http mode without the gateway and without cards", async () => {
    const { findings, asked } = await look(dingtalk());
    expect(findings.map(({ level, subject }) => `${level} ${subject}`)).toEqual([
      "ok robot dinggood",
      "ok robot dinggood, permission qyapi_robot_sendmsg",
      "ok reply address",
      "unchecked not tried",
    ]);
    expect(asked.map(({ path }) => path)).not.toContain("/v1.0/gateway/connections/open");
  });

  it("addresses nobody with what it asks", async () => {
    const { asked } = await look(dingtalk(), {
      cards: { streamMode: true, contentKey: "content", thinkingEmotion: false },
    });
    const bodyOf = (path: string): unknown =>
      JSON.parse(asked.find((one) => one.path === path)?.body ?? "null");
    expect(bodyOf("/v1.0/robot/oToMessages/batchSend")).toEqual({ robotCode: "dinggood", userIds: [] });
    expect(bodyOf("/v1.0/card/instances/createAndDeliver")).toEqual({});
    expect(bodyOf("/v1.0/card/streaming")).toMatchObject({ content: "" });
    expect(asked).toHaveLength(5);
  });

  it("names the robot whose credentials are bad, and looks at the others all the same", async () => {
    const bad = { clientId: "dingbad", clientSecret: "wrong-secret-1" };
    const { findings } = await look(dingtalk(), { dingtalk: { credentials: [bad, good] } });
    expect(findings.filter(({ level }) => level === "fail")).toMatchObject([
      { subject: "robot dingbad", seen: "DingTalk refuses the client id or the client secret" },
    ]);
    expect(about(findings, "dinggood")).toMatchObject({ level: "ok" });
  });

  it("shows no secret, token or ticket", async () => {
    const echo = dingtalk(({ path, body }) =>
      path.includes("batchSend") ? { status: 403, json: { code: `leak ${body} ${TOKEN}` } } : "as usual",
    );
    const { findings } = await look(echo, { runMode: "stream" });
    const text = JSON.stringify(findings);
    for (const secret of [SECRET, TOKEN, "ticket-1"]) expect(text).not.toContain(secret);
  });

  it("says what is missing where there are no credentials", async () => {
    const without = { credentials: [] };
    expect(await levels({ dingtalk: without })).toEqual(["warn"]);
    expect(await levels({ dingtalk: { ...without, appSecrets: ["a-secret"] } })).toEqual(["unchecked"]);
    expect(await levels({ dingtalk: without, runMode: "stream" })).toEqual(["fail"]);
  });
});

const DENIED = "Forbidden.AccessDenied.AccessTokenPermissionDenied";

const answering = (json: object, status = 403) =>
  dingtalk(({ path }) => (path.includes("batchSend") ? { status, json } : "as usual"));

const scope = async (play: (asked: Asked) => Answered): Promise<Finding | undefined> =>
  about((await look(play)).findings, "qyapi_robot_sendmsg");

describe("permissions", () => {
  it("reads which are missing from the refusal", async () => {
    const accessdenieddetail = { requiredScopes: ["qyapi_robot_sendmsg", "Another.Scope"] };
    expect(await scope(answering({ code: DENIED, accessdenieddetail }))).toMatchObject({
      level: "warn",
      seen: expect.stringContaining("missing (qyapi_robot_sendmsg, Another.Scope)"),
      todo: expect.stringContaining("Apply for qyapi_robot_sendmsg, Another.Scope"),
    });
    expect(await scope(answering({ code: DENIED }))).toMatchObject({
      seen: expect.stringContaining("missing (qyapi_robot_sendmsg)"),
    });
  });

  it("fails without those of cards where cards are on", async () => {
    const play = dingtalk(({ path }) =>
      path.includes("/card/") ? { status: 403, json: { code: DENIED } } : "as usual",
    );
    const { findings } = await look(play, {
      cards: { streamMode: true, contentKey: "content", thinkingEmotion: false },
    });
    expect(about(findings, "Card.Instance.Write")).toMatchObject({ level: "fail" });
    expect(about(findings, "Card.Streaming.Write")).toMatchObject({ level: "fail" });
  });

  it.each([
    ["Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", 403, "unchecked"],
    ["Forbidden.AccessDenied.IpNotInWhiteList", 403, "fail"],
    ["invalidParameter.robotCode.notExsit", 400, "warn"],
    ["system.busy", 429, "unchecked"],
    ["something.new", 400, "unchecked"],
  ])("reads %s (HTTP %d) as %s", async (code, status, level) => {
    expect(await scope(answering({ code }, status))).toMatchObject({ level });
  });
});

const first = async (given: Answered): Promise<Finding | undefined> => {
  const play = dingtalk(({ path }) => (path.includes("accessToken") ? given : "as usual"));
  return (await look(play)).findings[0];
};

describe("the token", () => {
  it.each([
    [{ status: 200, text: "<html>blocked</html>" }, "fail", "the answer is not DingTalk's (HTTP 200)"],
    [{ status: 302, text: "", headers: { location: "http://127.0.0.1:9/" } }, "fail", "(HTTP 302)"],
    [{ status: 503, text: "busy" }, "warn", "DingTalk is busy (HTTP 503)"],
    [{ status: 403, json: { code: "Forbidden.AccessDenied.IpNotInWhiteList" } }, "fail", "allowed addresses"],
    [{ status: 403, json: { code: "Forbidden.AccessDenied.QpsLimitForApi" } }, "warn", "rate of calls"],
    [{ status: 418, json: { code: "some.code" } }, "fail", "refuses with some.code (HTTP 418)"],
  ])("%o", async (given, level, seen) => {
    expect(await first(given)).toMatchObject({ level, seen: expect.stringContaining(seen) });
  });

  it("says that nobody is there", async () => {
    const config = configOf({ dingtalk: { credentials: [good] } });
    const findings = await checkDingTalk({ ...tools, config });
    expect(findings[0]).toMatchObject({
      level: "fail",
      seen: expect.stringContaining("127.0.0.1:9 cannot be reached"),
    });
    expect(about(findings, "reply address")).toMatchObject({ level: "fail" });
  });

  it("does not wait longer than it is told", async () => {
    await using server = await openServer(() => undefined);
    const config = configOf({ dingtalk: { credentials: [good], apiUrl: server.url, oapiUrl: server.url } });
    const findings = await checkDingTalk({ ...tools, config, signal: AbortSignal.timeout(30) });
    expect(findings[0]?.seen).toContain("it does not answer in time");
  });
});

const gateway = async (given: Answered | "as usual"): Promise<Finding | undefined> => {
  const play = dingtalk(({ path }) => (path.includes("gateway") ? given : "as usual"));
  return about((await look(play, { runMode: "stream" })).findings, "stream gateway");
};

describe("the stream gateway", () => {
  it.each<[string, Answered | "as usual", string, string]>([
    ["offers", "as usual", "ok", "offers a connection to wss.example.test"],
    [
      "refuses the app",
      { status: 400, json: { code: "app.unpublished" } },
      "fail",
      "(app.unpublished, HTTP 400)",
    ],
    ["refuses the secret", { status: 401, json: { code: "authFailed" } }, "fail", "the client secret"],
    ["answers nonsense", { status: 200, json: { endpoint: "nowhere" } }, "fail", "not DingTalk's"],
  ])("%s", async (_what, given, level, seen) => {
    expect(await gateway(given)).toMatchObject({ level, seen: expect.stringContaining(seen) });
  });
});
