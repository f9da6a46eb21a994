import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { createChatModel } from "./create-chat-model.ts";
import { openTestServer, sseEvent, type TestServer } from "./open-test-server.ts";

const question = { messages: [{ role: "user" as const, content: "q" }] };

const modelAt = (server: TestServer, idleTimeoutMs?: number) =>
  createChatModel({ apiKeys: ["k"], baseUrl: server.url, model: "m", timeoutMs: 5_000, idleTimeoutMs });

const sendJson = (response: ServerResponse, body: unknown, type = "application/json"): void => {
  response.writeHead(200, { "content-type": type, "retry-after": "2" });
  response.end(typeof body === "string" ? body : JSON.stringify(body, null, 2));
};
const whole = (message: unknown, finishReason: string | null) => ({
  model: "tested-model",
  choices: [{ index: 0, message, finish_reason: finishReason }],
  usage: { prompt_tokens: 3, completion_tokens: 4 },
  error: null,
});

describe("an answer in one piece, though a stream was asked for", () => {
  it.each(["application/json", "application/json; charset=utf-8", "text/event-stream"])(
    "is read under the content type %s",
    async (type) => {
      await using server = await openTestServer((response) => {
        const message = { content: "<think>嗯</think>整个😀回答\n\ndata: 1", reasoning_content: "hm" };
        sendJson(response, whole(message, "length"), type);
      });
      const seen: string[] = [];
      expect(await modelAt(server).complete({ ...question, onText: (text) => seen.push(text) })).toEqual({
        text: "整个😀回答\n\ndata: 1",
        finishReason: "length",
        model: "tested-model",
        usage: { promptTokens: 3, completionTokens: 4 },
      });
      expect(seen).toEqual(["整个😀回答\n\ndata: 1"]);
    },
  );

  it("is complete also where it does not say why it ended", async () => {
    await using server = await openTestServer((response) => {
      sendJson(response, whole({ content: "好" }, null));
    });
    expect(await modelAt(server).complete(question)).toMatchObject({ text: "好", finishReason: "stop" });
  });

  it.each([
    [{ error: { message: "secret text", code: "insufficient_quota" } }, "refused_credentials", false],
    [{ error: { message: "secret text", type: "rate_limit_error", code: null } }, "rate_limited", true],
    [{ error: { message: "secret text", code: 401 } }, "refused_credentials", false],
    [{ ...whole({ content: "好" }, "stop"), error: { code: "content_filter" } }, "content_policy", false],
    [{ code: "Arrearage", message: "secret text" }, "refused_credentials", false],
    [{ code: 429, error: "secret text" }, "rate_limited", true],
    [{ error: { message: "secret text" } }, "unavailable", true],
    [{ choices: [] }, "unavailable", true],
    [{}, "unavailable", true],
  ])("that is an error is classified by its code: %j", async (body, kind, retryable) => {
    await using server = await openTestServer((response) => sendJson(response, body));
    await expect(modelAt(server).complete(question)).rejects.toMatchObject({
      kind,
      retryable,
      retryAfterMs: 2_000,
      message: expect.not.stringContaining("secret text"),
    });
  });

  it("that is cut is unavailable", async () => {
    await using server = await openTestServer((response) => sendJson(response, '{"choices": [{"mess'));
    await expect(modelAt(server).complete(question)).rejects.toMatchObject({ kind: "unavailable" });
  });

  it("that never ends is a timeout, whatever came of it", async () => {
    await using server = await openTestServer((response) => {
      response.writeHead(200).write(JSON.stringify(whole({ content: "好" }, "stop")));
    });
    const model = modelAt(server, 50);
    await expect(model.complete(question)).rejects.toMatchObject({ kind: "timeout" });
  });

  it("is a stream for all that when only the content type says JSON", async () => {
    await using server = await openTestServer((response) => {
      sendJson(response, `\n${sseEvent({ content: "好" })}${sseEvent({}, "stop")}`);
    });
    expect((await modelAt(server).complete(question)).text).toBe("好");
  });
});
