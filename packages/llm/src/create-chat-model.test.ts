import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createChatModel, type ChatModelOptions } from "./create-chat-model.ts";
import { ModelError } from "./model-error.ts";

const mock = new LLMock({ port: 0, chunkSize: 3 });

beforeAll(async () => {
  await mock.start();
});
afterAll(async () => {
  await mock.stop();
});
beforeEach(() => {
  mock.reset();
});

function modelWith(options: Partial<ChatModelOptions> = {}) {
  return createChatModel({
    apiKeys: ["key-1", "key-2"],
    baseUrl: mock.url,
    model: "gpt-4o-mini",
    timeoutMs: 5_000,
    ...options,
  });
}

const ask = (content: string) => ({ messages: [{ role: "user" as const, content }] });

async function failureOf(promise: Promise<unknown>): Promise<ModelError> {
  const outcome = await promise.then(
    () => "no failure",
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(ModelError);
  return outcome as ModelError;
}

describe("an answer", () => {
  it("is streamed, and told whole at the end", async () => {
    mock.onMessage("你好", { content: "你好，有什么可以帮你？" });
    const seen: string[] = [];
    const completion = await modelWith().complete({ ...ask("你好"), onText: (text) => seen.push(text) });
    expect(completion).toEqual({
      text: "你好，有什么可以帮你？",
      finishReason: "stop",
      model: "gpt-4o-mini",
      usage: { promptTokens: expect.any(Number), completionTokens: expect.any(Number) },
    });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen.at(-1)).toBe("你好，有什么可以帮你？");
    for (const text of seen) expect(completion.text.startsWith(text)).toBe(true);
  });

  it("has no reasoning in it", async () => {
    mock.onMessage("q", { content: "<think>let me think</think>\n\n42\n", reasoning: "it must be 42" });
    const seen: string[] = [];
    const { text } = await modelWith().complete({ ...ask("q"), onText: (soFar) => seen.push(soFar) });
    expect(text).toBe("42");
    expect(seen.join("")).not.toContain("think");
  });

  it.each([
    ["in prose", "要去掉 <think> 标签，可以用正则。\n\n第二步很重要。"],
    ["at its start", "<think> 是推理模型输出的标签，用来包住思考。"],
  ])("that writes about the tag %s is told whole", async (_where, content) => {
    mock.onMessage("q", { content });
    expect((await modelWith().complete(ask("q"))).text).toBe(content);
  });

  it.each(["length", "content_filter"])("that is cut says so: %s", async (finishReason) => {
    mock.onMessage("q", { content: "前半句\n<think>\nand then", finishReason });
    expect(await modelWith().complete(ask("q"))).toMatchObject({ text: "前半句", finishReason });
  });

  it("that is empty, or nothing but reasoning, is an error", async () => {
    mock.onMessage("nothing", { content: "" });
    mock.onMessage("only thoughts", { content: "<think>and then they ran out", finishReason: "length" });
    mock.onMessage("cut", { content: "", finishReason: "content_filter" });
    expect(await failureOf(modelWith().complete(ask("nothing")))).toMatchObject({
      kind: "empty",
      retryable: true,
    });
    expect(await failureOf(modelWith().complete(ask("only thoughts")))).toMatchObject({
      kind: "empty",
      retryable: false,
    });
    expect(await failureOf(modelWith().complete(ask("cut")))).toMatchObject({
      kind: "content_policy",
      retryable: false,
    });
  });
});

describe("a request", () => {
  it("carries model, messages and user, and no parameter that was not given", async () => {
    mock.onMessage("q", { content: "a" });
    const messages = [
      { role: "system" as const, content: "be brief" },
      { role: "user" as const, content: "p" },
      { role: "assistant" as const, content: "b" },
      { role: "user" as const, content: "q" },
    ];
    await modelWith().complete({ messages, user: "4f2a" });
    await modelWith({ temperature: 0, maxTokens: 100 }).complete({ messages });
    const [plain, configured] = mock.getRequests();
    expect(plain?.body).toMatchObject({ model: "gpt-4o-mini", stream: true, user: "4f2a", messages });
    expect(plain?.body).not.toHaveProperty("temperature");
    expect(plain?.body).not.toHaveProperty("max_tokens");
    expect(configured?.body).toMatchObject({ temperature: 0, max_tokens: 100 });
    expect(configured?.body).not.toHaveProperty("user");
  });

  it("without a key is refused before it is sent", async () => {
    const failure = await failureOf(modelWith({ apiKeys: [] }).complete(ask("q")));
    expect(failure).toMatchObject({ kind: "refused_credentials", retryable: false });
    expect(mock.getRequests()).toHaveLength(0);
  });

  it("that fails is sent once: retries belong to the job", async () => {
    mock.onMessage("q", { error: { message: "down" }, status: 500 });
    await failureOf(modelWith().complete(ask("q")));
    expect(mock.getRequests()).toHaveLength(1);
  });
});

describe("a failure", () => {
  it.each([
    [401, "invalid_api_key", "refused_credentials", false],
    [403, undefined, "refused_credentials", false],
    [404, "model_not_found", "bad_request", false],
    [400, "context_length_exceeded", "context_too_long", false],
    [400, "content_filter", "content_policy", false],
    [400, undefined, "bad_request", false],
    [429, "rate_limit_exceeded", "rate_limited", true],
    [429, "insufficient_quota", "refused_credentials", false],
    [500, undefined, "unavailable", true],
    [503, undefined, "unavailable", true],
  ])("%i %s is %s", async (status, code, kind, retryable) => {
    mock.onMessage("q", {
      error: { message: "the question was: q", ...(code === undefined ? {} : { code }) },
      status,
    });
    const failure = await failureOf(modelWith().complete(ask("q")));
    expect(failure).toMatchObject({ kind, retryable, code: `model_${kind}`, status });
    expect(failure.message).not.toContain("the question was");
    expect((failure.cause as Error).message).toContain("the question was");
  });

  it("says how long the server asks us to wait", async () => {
    mock.onMessage("q", { error: { message: "slow down" }, status: 429, retryAfter: 3 });
    const model = modelWith({ apiKeys: ["key-1"] });
    expect(await failureOf(model.complete(ask("q")))).toMatchObject({ retryAfterMs: 3_000 });
  });

  it("of a server that is not there is retryable", async () => {
    const failure = await failureOf(modelWith({ baseUrl: "http://127.0.0.1:9" }).complete(ask("q")));
    expect(failure).toMatchObject({ kind: "unavailable", retryable: true });
  });

  it("in the middle of the stream is retryable", async () => {
    mock.onMessage(
      "q",
      { content: "a long enough answer to be cut" },
      { truncateAfterChunks: 4, latency: 10 },
    );
    const seen: string[] = [];
    const failure = await failureOf(modelWith().complete({ ...ask("q"), onText: (text) => seen.push(text) }));
    expect(failure).toMatchObject({ kind: "unavailable", retryable: true });
    expect(seen.length).toBeGreaterThan(0);
  });

  it("by chaos is a ModelError too", async () => {
    mock.onMessage("q", { content: "a" });
    mock.setChaos({ dropRate: 1 });
    expect(await failureOf(modelWith().complete(ask("q")))).toMatchObject({ kind: "unavailable" });
    mock.setChaos({ malformedRate: 1 });
    expect(await failureOf(modelWith().complete(ask("q")))).toMatchObject({ kind: "unavailable" });
    mock.setChaos({ disconnectRate: 1 });
    expect(await failureOf(modelWith().complete(ask("q")))).toMatchObject({ kind: "unavailable" });
  });
});
