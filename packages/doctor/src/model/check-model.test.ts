import { describe, expect, it } from "vitest";
import { configOf } from "../fixtures/config-of.ts";
import { type Answered, type Asked, openServer } from "../fixtures/open-server.ts";
import { tools } from "../fixtures/tools.ts";
import type { Finding } from "../finding.ts";
import { checkModel } from "./check-model.ts";
import { judgeBaseUrl } from "./judge-base-url.ts";

const KEY = "sk-test-0123456789";

function said(text: string, model = "tested-model"): Answered {
  const chunk = (delta: object, finish: string | null): string =>
    `data: ${JSON.stringify({ model, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  return {
    headers: { "content-type": "text/event-stream" },
    text: `${chunk({ content: text }, null)}${chunk({}, "stop")}data: [DONE]\n\n`,
  };
}

async function look(
  play: (asked: Asked) => Answered,
  model: NonNullable<Parameters<typeof configOf>[0]>["model"] = {},
  patienceMs = 5_000,
): Promise<{ findings: Finding[]; asked: Asked[] }> {
  await using server = await openServer(play);
  const config = configOf({ model: { apiKeys: [KEY], baseUrl: server.url, ...model } });
  return { findings: await checkModel({ ...tools, config, patienceMs }), asked: server.asked };
}

const refusing = async (status: number, code?: string): Promise<Finding | undefined> =>
  (await look(() => ({ status, json: { error: { code, message: `you sent ${KEY}` } } }))).findings.at(-1);

describe("checkModel", () => {
  it("asks one word of the model, as a worker would", async () => {
    const { findings, asked } = await look(() => said("ok"), { temperature: 0.5, maxTokens: 300 });
    expect(findings).toMatchObject([
      { level: "ok", subject: "base_url" },
      { level: "ok", subject: "tested-model", seen: expect.stringMatching(/^answered in /) },
    ]);
    const body = asked.find(({ path }) => path === "/v1/chat/completions")?.body ?? "";
    expect(JSON.parse(body)).toMatchObject({ model: "tested-model", temperature: 0.5, max_tokens: 300 });
  });

  it.each([
    [200, "ok", "no question was asked"],
    [401, "fail", "HTTP 401"],
    [429, "warn", "HTTP 429"],
    [404, "unchecked", "HTTP 404"],
  ])("asks no question where that may not cost anything: %i", async (status, level, seen) => {
    await using server = await openServer(() => ({ status, json: {} }));
    const config = configOf({ model: { apiKeys: [KEY], baseUrl: server.url } });
    const findings = await checkModel({ ...tools, config, mayCost: false });
    expect(findings.at(-1)).toMatchObject({ level, seen: expect.stringContaining(seen) });
    expect(server.asked.map(({ path }) => path)).toEqual(["/v1/models"]);
  });

  it("tries every key, and tells which is bad", async () => {
    const play = ({ headers }: Asked): Answered =>
      headers.authorization === `Bearer ${KEY}` ? said("ok") : { status: 401, json: { error: {} } };
    const { findings } = await look(play, { apiKeys: [KEY, "sk-expired-0123456789"] });
    expect(findings.slice(1)).toMatchObject([
      { level: "ok", subject: "tested-model, key no. 1" },
      { level: "fail", subject: "tested-model, key no. 2", todo: expect.stringContaining("api_key") },
    ]);
    expect(JSON.stringify(findings)).not.toContain("sk-");
  });

  it.each([
    [401, undefined, "fail", "api_key"],
    [429, "insufficient_quota", "fail", "credit"],
    [429, undefined, "warn", "Wait"],
    [404, "model_not_found", "fail", "MODEL"],
    [400, "unsupported_value", "fail", "temperature"],
    [502, undefined, "fail", "BASE_URL"],
  ])("HTTP %d %s: %s", async (status, code, level, todo) => {
    const finding = await refusing(status, code);
    expect(finding).toMatchObject({ level, todo: expect.stringContaining(todo) });
    expect(finding?.seen).toContain(String(status));
    expect(finding?.seen).not.toContain(KEY);
  });

  it("does not call a slow model a dead one", async () => {
    const slow = await look(({ path }) => (path === "/v1/models" ? { json: {} } : undefined), {}, 50);
    expect(slow.findings.at(-1)).toMatchObject({
      level: "warn",
      seen: expect.stringContaining("the server is there"),
    });
  });

  it("calls a silent server one that does not answer", async () => {
    await using server = await openServer(() => undefined);
    const config = configOf({ model: { apiKeys: [KEY], baseUrl: server.url } });
    const signal = AbortSignal.timeout(50);
    expect((await checkModel({ ...tools, config, signal })).at(-1)).toMatchObject({
      level: "fail",
      seen: "the model server does not answer at all",
    });
  });

  it("asks through http_proxy, as a worker would", async () => {
    await using proxy = await openServer(() => said("ok"));
    const baseUrl = "http://llm.example.test/v1";
    const config = configOf({ model: { apiKeys: [KEY], baseUrl, httpProxy: proxy.url } });
    expect((await checkModel({ ...tools, config })).at(-1)).toMatchObject({ level: "ok" });
    expect(proxy.asked.map(({ path }) => path)).toContain(`${baseUrl}/chat/completions`);
  });

  it("says that nobody is there", async () => {
    const config = configOf({ model: { apiKeys: [KEY], baseUrl: "http://127.0.0.1:9" } });
    expect((await checkModel({ ...tools, config })).at(-1)).toMatchObject({
      level: "fail",
      seen: expect.stringContaining("the model server cannot be reached"),
    });
  });

  it("says what an account is missing", async () => {
    expect(await checkModel({ ...tools, config: configOf() })).toMatchObject([{ level: "warn" }]);
    const { findings } = await look(() => said("ok"), { apiKeys: [] });
    expect(findings.at(-1)).toMatchObject({ level: "fail", subject: "api_key (APIKEY)" });
    const azure = { apiVersion: "", resourceName: "r", deploymentName: "d", token: "t" };
    const asked = await look(() => said("ok"), { azure });
    expect(asked.findings.map(({ level }) => level)).toEqual(["fail", "unchecked"]);
    expect(asked.asked).toEqual([]);
  });
});

it.each([
  ["", "ok", "https://api.openai.com/v1/chat/completions is asked"],
  ["https://llm.example.com/api/v4/", "ok", "https://llm.example.com/api/v4/chat/completions is asked"],
  ["http://127.0.0.1:8000", "ok", "http://127.0.0.1:8000/v1/chat/completions is asked"],
  ["http://llm.example.com", "warn", "unencrypted"],
  ["https://llm.example.com/v1/chat/completions", "warn", "twice"],
  ["https://llm.example.com/v1?key=hunter2", "warn", "query"],
  ["https://user:hunter2@llm.example.com", "ok", "https://llm.example.com/v1"],
])("base_url %s: %s", (baseUrl, level, seen) => {
  const finding = judgeBaseUrl(baseUrl);
  expect(finding).toMatchObject({ level, seen: expect.stringContaining(seen) });
  expect(JSON.stringify(finding)).not.toContain("hunter2");
});
