import { LLMock } from "@copilotkit/aimock";
import { expect, it } from "vitest";
import { createChatModel } from "./create-chat-model.ts";
import { openForwardProxy } from "./open-forward-proxy.ts";
import { openTestServer, sseData, sseEvent } from "./open-test-server.ts";

const question = { messages: [{ role: "user" as const, content: "q" }] };

const azureAt = (resourceName: string, httpProxy?: string) =>
  createChatModel({
    apiKeys: ["never-sent"],
    baseUrl: "http://127.0.0.1:9/never-asked",
    azure: { apiVersion: "2024-10-21", resourceName, deploymentName: "the deployment", token: "azure-token" },
    model: "gpt-4o",
    timeoutMs: 5_000,
    httpProxy,
  });

it("Azure is asked by deployment and version, with its own token and no key", async () => {
  let url: string | undefined;
  let headers: Record<string, unknown> = {};
  await using server = await openTestServer((response, _body, request) => {
    ({ url, headers } = request);
    // Azure begins with what its content filter found in the prompt, and ends with the usage.
    response.write(sseData({ model: "", choices: [], prompt_filter_results: [{ prompt_index: 0 }] }));
    response.write(sseEvent({ content: "好" }) + sseEvent({}, "stop"));
    response.end(sseData({ choices: [], usage: { prompt_tokens: 7, completion_tokens: 1 } }));
  });
  expect(await azureAt(`http://127.0.0.1:${server.port}`).complete(question)).toEqual({
    text: "好",
    finishReason: "stop",
    model: "tested-model",
    usage: { promptTokens: 7, completionTokens: 1 },
  });
  expect(url).toBe("/openai/deployments/the%20deployment/chat/completions?api-version=2024-10-21");
  expect(headers).toMatchObject({ "api-key": "azure-token" });
  expect(headers).not.toHaveProperty("authorization");
  expect(server.bodies[0]).toMatchObject({ stream_options: { include_usage: true } });
});

it("Azure as aimock plays it answers", async () => {
  const mock = new LLMock({ port: 0 });
  await mock.start();
  mock.onMessage("q", { content: "好" });
  const completion = await azureAt(mock.url).complete(question);
  await mock.stop();
  expect(completion).toMatchObject({ text: "好", finishReason: "stop" });
});

it("Azure is asked through the proxy too", async () => {
  await using server = await openTestServer((response) => response.end(sseEvent({ content: "好" }, "stop")));
  await using proxy = await openForwardProxy({ hosts: { "contoso.test": server.port } });
  await azureAt("http://contoso.test", `http://127.0.0.1:${proxy.port}`).complete(question);
  expect(proxy.asked).toEqual([expect.stringMatching(/^POST http:\/\/contoso\.test\/openai\/deployments\//)]);
});

it.each([
  [401, { code: "401", message: "secret text" }, "refused_credentials"],
  [429, { code: "RateLimitReached", message: "secret text" }, "rate_limited"],
  [400, { code: "content_filter", innererror: { code: "ResponsibleAIPolicyViolation" } }, "content_policy"],
  [404, { code: "DeploymentNotFound", message: "secret text" }, "bad_request"],
])("Azure's %i %j is %s", async (status, error, kind) => {
  await using server = await openTestServer((response) => {
    response.writeHead(status, { "content-type": "application/json", "retry-after-ms": "1500" });
    response.end(JSON.stringify({ error }));
  });
  await expect(azureAt(`http://127.0.0.1:${server.port}`).complete(question)).rejects.toMatchObject({
    kind,
    retryAfterMs: 1_500,
    message: expect.not.stringContaining("secret text"),
  });
});

it("without its token Azure is not asked, and neither is anybody else", async () => {
  const model = createChatModel({
    apiKeys: ["never-sent"],
    baseUrl: "http://127.0.0.1:9",
    azure: { apiVersion: "", resourceName: "", deploymentName: "", token: "" },
    model: "m",
    timeoutMs: 1_000,
  });
  await expect(model.complete(question)).rejects.toMatchObject({ kind: "refused_credentials" });
});
