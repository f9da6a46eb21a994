import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createChatModel, type ChatModelOptions } from "./create-chat-model.ts";
import { openTestServer, sseData, sseEvent, type TestServer } from "./open-test-server.ts";

const question = { messages: [{ role: "user" as const, content: "q" }] };

const modelAt = (server: TestServer, options: Partial<ChatModelOptions> = {}) =>
  createChatModel({ apiKeys: ["k"], baseUrl: server.url, model: "m", timeoutMs: 5_000, ...options });

function startStream(response: ServerResponse): ServerResponse {
  response.writeHead(200, { "content-type": "text/event-stream" });
  return response;
}

describe("what servers stream", () => {
  it("ends well without [DONE], usage or role", async () => {
    await using server = await openTestServer((response) => {
      startStream(response).end(sseEvent({ content: "好" }) + sseEvent({}, "stop"));
    });
    expect(await modelAt(server).complete(question)).toEqual({
      text: "好",
      finishReason: "stop",
      model: "tested-model",
    });
  });

  it("ignores reasoning fields, nulls, strange events and parts that are not text", async () => {
    await using server = await openTestServer((response) => {
      const stream = startStream(response);
      stream.write(": keep-alive\n\n");
      stream.write(sseEvent({ role: "assistant", content: null, reasoning_content: "hm" }));
      stream.write(sseEvent({ reasoning: "hm", content: "" }));
      stream.write(sseData({ choices: [] }) + sseData({}) + sseData("null") + sseData("7"));
      stream.write(
        sseEvent({
          content: [
            { type: "thinking", thinking: [] },
            { type: "text", text: "你" },
          ],
        }),
      );
      stream.write(sseEvent({ content: "好" }));
      stream.end(sseEvent({}, "stop") + sseData("[DONE]"));
    });
    expect((await modelAt(server).complete(question)).text).toBe("你好");
  });

  it("keeps characters whole that are cut between packets", async () => {
    const bytes = Buffer.from(sseEvent({ content: "长😀" }) + sseEvent({}, "stop"));
    await using server = await openTestServer((response) => {
      const stream = startStream(response);
      const writeFrom = (at: number): void => {
        if (at >= bytes.length) stream.end();
        else stream.write(bytes.subarray(at, at + 1), () => writeFrom(at + 1));
      };
      writeFrom(0);
    });
    expect((await modelAt(server).complete(question)).text).toBe("长😀");
  });

  it.each([
    ["ends without a finish reason", (r: ServerResponse) => r.end(sseEvent({ content: "half" }))],
    [
      "ends with [DONE] alone",
      (r: ServerResponse) => r.end(sseEvent({ content: "half" }) + sseData("[DONE]")),
    ],
    ["is malformed", (r: ServerResponse) => r.end(`${sseEvent({ content: "half" })}data: {"choices\n\n`)],
    ["is not a stream", (r: ServerResponse) => r.end("<html>portal</html>")],
    ["has no body", (r: ServerResponse) => r.end()],
    ["is cut", (r: ServerResponse) => r.write(sseEvent({ content: "half" }), () => r.destroy())],
  ])("is unavailable when it %s", async (_name, write) => {
    await using server = await openTestServer((response) => void write(startStream(response)));
    await expect(modelAt(server).complete(question)).rejects.toMatchObject({
      name: "ModelError",
      kind: "unavailable",
      retryable: true,
    });
  });

  it.each([
    [{ message: "secret text", code: "rate_limit_exceeded" }, "rate_limited"],
    [{ message: "secret text", code: 429 }, "rate_limited"],
    [{ message: "secret text", code: 502 }, "unavailable"],
    [{ message: "secret text", type: "server_error", code: null }, "unavailable"],
    [{ message: "secret text", code: "data_inspection_failed" }, "content_policy"],
    [{ message: "secret text", code: "a code with secret text" }, "unavailable"],
  ])("may turn into an error half-way: %j", async (error, kind) => {
    await using server = await openTestServer((response) => {
      startStream(response).end(sseEvent({ content: "half" }) + sseData({ error }));
    });
    await expect(modelAt(server).complete(question)).rejects.toMatchObject({
      kind,
      message: expect.not.stringContaining("secret text"),
    });
  });

  it("is complete once the finish reason came, however it ends after that", async () => {
    await using cut = await openTestServer((response) => {
      const stream = startStream(response);
      stream.write(sseEvent({ content: "好" }) + sseEvent({}, "stop"), () => stream.destroy());
    });
    await using held = await openTestServer((response) => {
      startStream(response).write(sseEvent({ content: "好" }) + sseEvent({}, "stop"));
    });
    expect((await modelAt(cut).complete(question)).text).toBe("好");
    expect((await modelAt(held, { idleTimeoutMs: 50 }).complete(question)).text).toBe("好");
  });
});

describe("a connection", () => {
  it("serves the next call too, though the body ends a little after [DONE]", async () => {
    const ports = new Set<number | undefined>();
    const keys = new Set<string | undefined>();
    await using server = await openTestServer((response, _body, request) => {
      ports.add(request.socket.remotePort);
      keys.add(request.headers.authorization);
      startStream(response).write(sseEvent({ content: "好" }, "stop") + sseData("[DONE]"), () => {
        setImmediate(() => response.end());
      });
    });
    const model = modelAt(server, { apiKeys: ["first", "second"] });
    for (let call = 0; call < 5; call++) {
      await model.complete(question);
      await delay(20);
    }
    // One; a busy machine may be late with the end of one body. Without draining it would be five.
    expect(ports.size).toBeLessThan(4);
    expect(keys).toEqual(new Set(["Bearer first", "Bearer second"]));
  });
});
