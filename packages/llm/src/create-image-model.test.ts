import type { IncomingMessage, ServerResponse } from "node:http";
import { LLMock } from "@copilotkit/aimock";
import { expect, it } from "vitest";
import { createImageModel, type ImageModelOptions } from "./create-image-model.ts";
import { openTestServer } from "./open-test-server.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const JPEG = Buffer.from("ffd8ffe000104a46494600010100", "hex");
const drawn = { data: [{ b64_json: PNG.toString("base64") }] };

const modelAt = (baseUrl: string, more: Partial<ImageModelOptions> = {}) =>
  createImageModel({
    apiKeys: ["key-one"],
    baseUrl,
    model: "dall-e-3",
    size: "1024x1024",
    timeoutMs: 5_000,
    ...more,
  });

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

it.each([
  ["dall-e-3", { response_format: "b64_json" }],
  ["cogview-4", { response_format: "b64_json" }],
  ["gpt-image-1", {}],
  ["gpt-image-2.5-flare", {}],
])("%s is asked for base64 where it has to be told", async (model, wish) => {
  await using server = await openTestServer((response) => answer(response, 200, drawn));
  const drawing = await modelAt(server.url, { model }).draw({ prompt: "一只猫", user: "hash" });
  expect(drawing).toEqual({ bytes: PNG, type: "png" });
  const body = { model, prompt: "一只猫", size: "1024x1024", user: "hash" };
  expect(server.bodies).toEqual([{ ...body, ...wish }]);
});

it("aimock's picture comes through, with the tokens that a server counts", async () => {
  const mock = new LLMock({ port: 0 });
  await mock.start();
  mock.onImage("猫", { image: { b64Json: JPEG.toString("base64") } });
  const drawing = await modelAt(mock.url).draw({ prompt: "猫" });
  await mock.stop();
  expect(drawing).toEqual({ bytes: JPEG, type: "jpeg" });

  const usage = { input_tokens: 12, output_tokens: 1_056, total_tokens: 1_068 };
  await using server = await openTestServer((response) => answer(response, 200, { ...drawn, usage }));
  expect((await modelAt(server.url).draw({ prompt: "猫" })).usage).toEqual({
    promptTokens: 12,
    completionTokens: 1_056,
  });
});

it("no size is sent where none is configured", async () => {
  await using server = await openTestServer((response) => answer(response, 200, drawn));
  await modelAt(server.url, { size: "" }).draw({ prompt: "猫" });
  expect(server.bodies[0]).not.toHaveProperty("size");
});

it.each([
  ["names it", { param: "response_format", code: "unknown_parameter" }],
  ["names nothing", { message: "bad request" }],
])("a server that refuses response_format and %s is asked without it, from then on", async (_what, error) => {
  await using server = await openTestServer((response, body) =>
    "response_format" in body ? answer(response, 400, { error }) : answer(response, 200, drawn),
  );
  const model = modelAt(server.url, { model: "flux" });
  for (let n = 0; n < 2; n++) expect((await model.draw({ prompt: "猫" })).type).toBe("png");
  expect(server.bodies.map((body) => "response_format" in body)).toEqual([true, false, false]);
});

it.each([
  [400, { code: "content_policy_violation", type: "invalid_request_error" }, "content_policy"],
  [400, { code: "moderation_blocked", type: "image_generation_user_error" }, "content_policy"],
  [400, { code: "contentFilter" }, "content_policy"],
  [400, { code: "string_above_max_length" }, "context_too_long"],
  [401, { code: "invalid_api_key" }, "refused_credentials"],
  [404, { code: "model_not_found" }, "bad_request"],
  [429, { code: "rate_limit_exceeded" }, "rate_limited"],
  [500, { message: "secret text" }, "unavailable"],
])("%i %j is %s", async (status, error, kind) => {
  await using server = await openTestServer((response) => answer(response, status, { error }));
  const isRetryable = kind === "rate_limited" || kind === "unavailable";
  await expect(modelAt(server.url).draw({ prompt: "猫" })).rejects.toMatchObject({
    kind,
    retryable: isRetryable,
    message: expect.not.stringContaining("secret text"),
  });
});

it.each([
  [{ data: [] }, "empty", true],
  [{}, "empty", true],
  [{ data: [{ b64_json: Buffer.from("<svg>").toString("base64") }] }, "empty", false],
  [{ data: [{ b64_json: "A".repeat(28 * 1024 * 1024) }] }, "bad_request", false],
  [{ error: { code: "content_filter" } }, "content_policy", false],
])("an answer without a picture is no drawing (%#)", async (body, kind, retryable) => {
  await using server = await openTestServer((response) => answer(response, 200, body));
  await expect(modelAt(server.url).draw({ prompt: "猫" })).rejects.toMatchObject({ kind, retryable });
});

it("a limited key rests, and the next one draws", async () => {
  const keys: unknown[] = [];
  await using server = await openTestServer((response, _body, { headers }) => {
    keys.push(headers.authorization);
    if (keys.length === 1) answer(response, 429, { error: { code: "rate_limit_exceeded" } });
    else answer(response, 200, drawn);
  });
  await modelAt(server.url, { apiKeys: ["one", "two"] }).draw({ prompt: "猫" });
  expect(keys).toEqual(["Bearer one", "Bearer two"]);
});

it("Azure is asked for the deployment that draws", async () => {
  let asked: IncomingMessage | undefined;
  await using server = await openTestServer((response, _body, request) => {
    asked = request;
    answer(response, 200, drawn);
  });
  const resourceName = `http://127.0.0.1:${server.port}`;
  const azure = { apiVersion: "2025-04-01-preview", resourceName, deploymentName: "draws", token: "t" };
  await modelAt("", { azure }).draw({ prompt: "猫" });
  expect(asked?.url).toBe("/openai/deployments/draws/images/generations?api-version=2025-04-01-preview");
  expect(asked?.headers["api-key"]).toBe("t");
});

it("an abort ends the call at once, and too long a wait ends it too", async () => {
  const asked = Promise.withResolvers<void>();
  await using server = await openTestServer(() => asked.resolve());
  const stop = new AbortController();
  const drawing = modelAt(server.url, { timeoutMs: 60_000 }).draw({ prompt: "猫", signal: stop.signal });
  await asked.promise;
  stop.abort();
  await expect(drawing).rejects.toMatchObject({ kind: "aborted" });
  await expect(modelAt(server.url, { timeoutMs: 50 }).draw({ prompt: "猫" })).rejects.toMatchObject({
    kind: "timeout",
    retryable: true,
  });
});
