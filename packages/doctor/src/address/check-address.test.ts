import { verifyCallback } from "@dinglane/dingtalk";
import { describe, expect, it } from "vitest";
import { configOf } from "../fixtures/config-of.ts";
import { type Answered, type Asked, openServer } from "../fixtures/open-server.ts";
import { tools } from "../fixtures/tools.ts";
import type { Finding } from "../finding.ts";
import { checkAddress } from "./check-address.ts";

const credentials = [{ clientId: "dinggood", clientSecret: "right-secret-1" }];

/** An ingress that knows these secrets; with none it takes unsigned callbacks. */
function ingress(secrets: string[], aheadMs = 0) {
  return ({ path, headers: { timestamp, sign } }: Asked): Answered => {
    if (path === "/healthz") return { json: { status: "ok" } };
    if (path !== "/dingtalk/callback") return { status: 404, json: { error: "not_found" } };
    const signature = { timestamp: timestamp?.toString(), sign: sign?.toString() };
    const known = secrets.map((secret) => ({ secret }));
    const verdict = verifyCallback(signature, known, Date.now() + aheadMs);
    if (secrets.length > 0 && !verdict.ok) return { status: 401, json: { error: verdict.reason } };
    return { status: 400, json: { error: "malformed" } };
  };
}

async function look(
  play: (asked: Asked) => Answered,
  dingtalk: NonNullable<Parameters<typeof configOf>[0]>["dingtalk"] = { credentials },
): Promise<{ findings: Finding[]; asked: Asked[] }> {
  await using server = await openServer(play);
  const config = configOf({ serviceUrl: `${server.url}/`, ...(dingtalk && { dingtalk }) });
  return { findings: await checkAddress({ ...tools, config }), asked: server.asked };
}

const lines = (findings: Finding[]): string[] =>
  findings.filter(({ level }) => level !== "unchecked").map(({ level, subject }) => `${level} ${subject}`);
const last = (findings: Finding[]): Finding | undefined =>
  findings.findLast(({ level }) => level !== "unchecked");

const noNetwork = (): Promise<Response> => Promise.reject(new TypeError("no network in tests"));

const judged = async (serviceUrl: string): Promise<string[]> => {
  const config = configOf({
    serviceUrl,
    dingtalk: { credentials, oapiUrl: "https://oapi.dingtalk.com" },
  });
  return lines(await checkAddress({ ...tools, config, fetch: noNetwork }));
};

describe("checkAddress", () => {
  it("proves by its signature that the ingress is ours", async () => {
    const { findings } = await look(ingress(["right-secret-1", "other-secret"]), {
      credentials,
      appSecrets: ["other-secret"],
    });
    expect(lines(findings)).toEqual([
      expect.stringMatching(/^ok http:\/\/127\.0\.0\.1:\d+$/),
      "ok callback",
      "ok callback signed as robot dinggood",
      "ok callback signed as app_secrets, no. 1",
    ]);
    expect(findings.at(-1)).toMatchObject({ level: "unchecked", subject: "from outside" });
  });

  it("tells an ingress with another secret, and one whose clock is off", async () => {
    expect(last((await look(ingress(["another-secret"]))).findings)).toMatchObject({
      level: "fail",
      seen: "ingress does not know this secret",
    });
    expect(last((await look(ingress(["right-secret-1"], 2 * 3_600_000))).findings)).toMatchObject({
      level: "fail",
      seen: expect.stringContaining("clock"),
    });
  });

  it("tells a proxy that drops the headers", async () => {
    const bare = ingress(["right-secret-1"]);
    const { findings } = await look((asked) => bare({ ...asked, headers: {} }));
    expect(last(findings)).toMatchObject({ level: "fail", seen: expect.stringContaining("lost on the way") });
  });

  it("tells an ingress that was started without secrets", async () => {
    expect(last((await look(ingress([]))).findings)).toMatchObject({ level: "fail", subject: "callback" });
    expect(last((await look(ingress([]), { allowUnsigned: true })).findings)).toMatchObject({
      level: "warn",
    });
  });

  it.each<[string, (asked: Asked) => Answered, string]>([
    [
      "a stream ingress",
      ({ path }) => (path === "/healthz" ? { json: { status: "ok" } } : { status: 404, json: {} }),
      "nobody takes callbacks",
    ],
    [
      "a login page",
      ({ path }) => (path === "/healthz" ? { json: { status: "ok" } } : { text: "<html>" }),
      "not the answer of ingress (HTTP 200)",
    ],
  ])("shows no signature to %s", async (_what, play, seen) => {
    const { findings, asked } = await look(play);
    expect(last(findings)).toMatchObject({ level: "fail", seen: expect.stringContaining(seen) });
    expect(asked.some(({ headers }) => "sign" in headers)).toBe(false);
  });

  it.each<[Answered, string]>([
    [{ status: 502, text: "bad gateway" }, "ingress behind it does not"],
    [{ status: 301, headers: { location: "https://127.0.0.1/" }, text: "" }, "do not follow"],
    [{ status: 200, text: "<html>hello</html>" }, "something else answers"],
  ])("%o at /healthz", async (given, seen) => {
    const { findings, asked } = await look(() => given);
    expect(last(findings)).toMatchObject({ level: "fail", seen: expect.stringContaining(seen) });
    expect(asked).toHaveLength(1);
  });

  it("says that nobody is there", async () => {
    const config = configOf({ serviceUrl: "http://127.0.0.1:9", dingtalk: { credentials } });
    const [finding] = await checkAddress({ ...tools, config });
    expect(finding).toMatchObject({ level: "fail", todo: expect.stringContaining("Start ingress first") });
  });

  it("wants none in stream mode, and misses one in http mode", async () => {
    const stream = configOf({ runMode: "stream", serviceUrl: "http://127.0.0.1:9" });
    expect(await checkAddress({ ...tools, config: stream })).toMatchObject([{ level: "ok" }]);
    expect(await checkAddress({ ...tools, config: configOf() })).toMatchObject([{ level: "warn" }]);
  });

  it("does not believe in a private address, nor in http://, beside the real DingTalk", async () => {
    expect(await judged("http://192.168.1.5:8090")).toContain("fail service_url");
    expect(await judged("http://bot.example.com")).toContain("warn service_url");
    expect(await judged("https://bot.example.com/bot")).toEqual(["fail https://bot.example.com/bot"]);
  });
});
