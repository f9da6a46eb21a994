import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createChatModel } from "./create-chat-model.ts";
import { openTestServer, sseEvent, type TestServer } from "./open-test-server.ts";

const question = { messages: [{ role: "user" as const, content: "q" }] };

const modelAt = (server: TestServer, timeoutMs: number, idleTimeoutMs?: number) =>
  createChatModel({ apiKeys: ["k"], baseUrl: server.url, model: "m", timeoutMs, idleTimeoutMs });

describe("time limits", () => {
  it("end a call whose server never answers", async () => {
    await using server = await openTestServer(() => {});
    await expect(modelAt(server, 60).complete(question)).rejects.toMatchObject({
      kind: "timeout",
      retryable: true,
    });
  });

  it("end a call that falls silent, though there is time left", async () => {
    await using server = await openTestServer((response) => {
      response.writeHead(200).write(sseEvent({ content: "half" }));
    });
    const startedAt = performance.now();
    await expect(modelAt(server, 30_000, 60).complete(question)).rejects.toMatchObject({ kind: "timeout" });
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it("let a slow server live on its keep-alive comments", async () => {
    await using server = await openTestServer((response) => {
      response.writeHead(200);
      let comments = 0;
      const timer = setInterval(() => {
        if (++comments < 20) response.write(": waiting\n\n");
        else {
          clearInterval(timer);
          response.end(sseEvent({ content: "好" }, "stop"));
        }
      }, 25);
    });
    expect((await modelAt(server, 30_000, 300).complete(question)).text).toBe("好");
  });

  it("end a call that never comes to its end", async () => {
    await using server = await openTestServer((response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(sseEvent({ content: "and " })), 10);
      response.on("close", () => clearInterval(timer));
    });
    await expect(modelAt(server, 200).complete(question)).rejects.toMatchObject({ kind: "timeout" });
  });
});

describe("abort", () => {
  it("before the call sends nothing", async () => {
    await using server = await openTestServer((response) => response.end());
    await expect(
      modelAt(server, 1_000).complete({ ...question, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ kind: "aborted", retryable: false });
    expect(server.bodies).toHaveLength(0);
  });

  it.each(["before the headers", "in the middle of the answer"])("%s ends at once", async (when) => {
    const arrived = Promise.withResolvers<void>();
    const hungUp = Promise.withResolvers<void>();
    await using server = await openTestServer((response) => {
      response.on("close", () => hungUp.resolve());
      if (when !== "before the headers") response.writeHead(200).write(sseEvent({ content: "half" }));
      else arrived.resolve();
    });
    const controller = new AbortController();
    const outcome = modelAt(server, 30_000)
      .complete({ ...question, signal: controller.signal, onText: () => arrived.resolve() })
      .catch((error: unknown) => error);
    await arrived.promise;
    const abortedAt = performance.now();
    controller.abort(new Error("stopped"));
    expect(await outcome).toMatchObject({ kind: "aborted", cause: new Error("stopped") });
    expect(performance.now() - abortedAt).toBeLessThan(2_000);
    await hungUp.promise;
  });

  it("leaves no listener behind on the caller's signal", async () => {
    await using server = await openTestServer((response) =>
      response.end(sseEvent({ content: "好" }, "stop")),
    );
    const { signal } = new AbortController();
    const model = modelAt(server, 1_000);
    const warned = once(process, "warning", { signal: AbortSignal.timeout(100) }).catch(() => "none");
    for (let call = 0; call < 15; call++) await model.complete({ ...question, signal });
    expect(await warned).toBe("none");
  });
});

describe("a listener that throws", () => {
  it("ends the call with its own error and hangs up", async () => {
    const hungUp = Promise.withResolvers<void>();
    await using server = await openTestServer((response) => {
      response.on("close", () => hungUp.resolve());
      response.writeHead(200).write(sseEvent({ content: "half" }));
    });
    const mistake = new Error("card gone");
    const onText = (): void => {
      throw mistake;
    };
    await expect(modelAt(server, 30_000).complete({ ...question, onText })).rejects.toBe(mistake);
    await Promise.race([hungUp.promise, delay(2_000).then(() => Promise.reject(new Error("still open")))]);
  });
});
