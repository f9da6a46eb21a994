import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { createChatModel, type ChatModelOptions } from "./create-chat-model.ts";
import { openTestServer, sseEvent, type TestServer } from "./open-test-server.ts";

const question = { messages: [{ role: "user" as const, content: "q" }] };

const modelAt = (server: TestServer, options: Partial<ChatModelOptions> = {}) =>
  createChatModel({ apiKeys: ["k"], baseUrl: server.url, model: "m", timeoutMs: 5_000, ...options });

function answer(response: ServerResponse): void {
  response.end(sseEvent({ content: "好" }, "stop"));
}

function refuse(response: ServerResponse, error: unknown): void {
  response.writeHead(400, { "content-type": "application/json" });
  response.end(JSON.stringify({ error }));
}

/** What stands in a body beside model, messages and stream. */
const extras = (body: Record<string, unknown>): string[] => Object.keys(body).slice(3);

describe("parameters that a server does not take", () => {
  it("are left out or renamed from then on", async () => {
    await using server = await openTestServer((response, body) => {
      const param = ["stream_options", "max_tokens", "temperature"].find((name) => name in body);
      const code = param === "temperature" ? "unsupported_value" : "unsupported_parameter";
      if (param === undefined) answer(response);
      else refuse(response, { param, code });
    });
    const model = modelAt(server, { maxTokens: 9, temperature: 0.6 });
    await model.complete(question);
    await model.complete(question);
    expect(server.bodies.map(extras)).toEqual([
      ["stream_options", "temperature", "max_tokens"],
      ["temperature", "max_tokens"],
      ["temperature", "max_completion_tokens"],
      ["max_completion_tokens"],
      ["max_completion_tokens"],
    ]);
  });

  it("are asked about once each: a server that refuses whatever it gets is a bad request", async () => {
    await using server = await openTestServer((response) => {
      refuse(response, { param: "max_tokens", code: "unsupported_parameter" });
    });
    await expect(modelAt(server, { maxTokens: 9 }).complete(question)).rejects.toMatchObject({
      kind: "bad_request",
    });
    expect(server.bodies).toHaveLength(2);
  });

  it("stay when it is their value that is wrong", async () => {
    await using server = await openTestServer((response) => {
      refuse(response, { param: "temperature", code: "decimal_above_max_value" });
    });
    const model = modelAt(server, { temperature: 2 });
    await expect(model.complete(question)).rejects.toMatchObject({ kind: "bad_request" });
    expect(server.bodies).toHaveLength(1);
  });
});

describe("a refusal that names nothing", () => {
  it("is taken to be about stream_options, when the call succeeds without", async () => {
    await using server = await openTestServer((response, body) => {
      if ("stream_options" in body) refuse(response, { message: "what?", param: null, code: null });
      else answer(response);
    });
    const model = modelAt(server);
    await model.complete(question);
    await model.complete(question);
    expect(server.bodies.map(extras)).toEqual([["stream_options"], [], []]);
  });

  it("says nothing about stream_options when the call is refused without as well", async () => {
    let refuses = true;
    await using server = await openTestServer((response) => {
      if (refuses) refuse(response, { message: "what?" });
      else answer(response);
    });
    const model = modelAt(server);
    await expect(model.complete(question)).rejects.toMatchObject({ kind: "bad_request" });
    refuses = false;
    await model.complete(question);
    refuses = true;
    await expect(model.complete(question)).rejects.toMatchObject({ kind: "bad_request" });
    expect(server.bodies.map(extras)).toEqual([
      ["stream_options"],
      [],
      ["stream_options"],
      ["stream_options"],
    ]);
  });
});
