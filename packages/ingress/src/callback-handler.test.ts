import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { emptyReply, markdownReply } from "@dinglane/dingtalk";
import { listen, type Listening } from "@dinglane/runtime";
import { Router, type RequestHandler } from "express";
import { afterEach, describe, expect, it } from "vitest";
import { createApp } from "./app.ts";
import { createCallbackHandler, type CallbackResult } from "./callback-handler.ts";
import { signedHeaders } from "./fixtures/callback.ts";
import type { IntakeResult } from "./intake.ts";

const SECRET = "this is a secret";
const HOUR_MS = 3_600_000;
const queued: IntakeResult = { outcome: "queued", reason: "" };

const picture: RequestHandler<{ id: string }> = (_request, response) => void response.sendStatus(404);

let server: Listening | undefined;
let records: CallbackResult[] = [];
let taken: string[] = [];

afterEach(async () => {
  await server?.close();
  server = undefined;
  records = [];
  taken = [];
});

async function start(
  options: {
    answer?: () => Promise<IntakeResult>;
    secrets?: { secret: string }[];
    allowUnsigned?: boolean;
  } = {},
): Promise<string> {
  const callback = createCallbackHandler({
    intake: (json) => {
      taken.push(json);
      return options.answer?.() ?? Promise.resolve(queued);
    },
    secrets: options.secrets ?? [{ secret: "other" }, { secret: SECRET }],
    allowUnsigned: options.allowUnsigned ?? false,
    record: (result) => records.push(result),
    now: Date.now,
  });
  server = await listen(
    createApp({ probes: Router(), callback, picture, transcript: picture, onError: () => undefined }),
    0,
  );
  return `http://127.0.0.1:${server.port}`;
}

const post = (url: string, headers: Record<string, string>, body: string | Buffer = "{}") =>
  fetch(url, { method: "POST", headers, body });

describe("createCallbackHandler", () => {
  it.each(["/", "/dingtalk/callback"])("takes a signed callback on %s", async (path) => {
    const response = await post((await start()) + path, signedHeaders(SECRET), `{"a":"一"}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(emptyReply());
    expect(response.headers.get("content-type")).toMatch("application/json");
    expect(response.headers.get("x-powered-by")).toBeNull();
    expect(response.headers.get("etag")).toBeNull();
    expect(taken).toEqual([`{"a":"一"}`]);
    expect(records).toEqual([queued]);
  });

  it.each([
    ["missing", {}],
    ["missing", { timestamp: String(Date.now()) }],
    ["stale", signedHeaders(SECRET, Date.now() - HOUR_MS - 60_000)],
    ["stale", signedHeaders(SECRET, Date.now() + HOUR_MS + 60_000)],
    ["forged", signedHeaders("wrong secret")],
    ["forged", { ...signedHeaders(SECRET), timestamp: String(Date.now() - 5_000) }],
  ])("answers 401 when the signature is %s", async (reason, headers) => {
    const response = await post(await start(), headers);
    expect(response.status).toBe(401);
    expect(records).toEqual([{ outcome: "rejected", reason }]);
    expect(taken).toEqual([]);
  });

  it("answers 401 before the body of a stranger has arrived", async () => {
    const url = new URL(await start());
    const status = await new Promise((resolve, reject) => {
      const outgoing = httpRequest(url, { method: "POST", headers: { "content-length": "100" } });
      outgoing.on("response", (response) => {
        resolve(response.statusCode);
        outgoing.destroy();
      });
      outgoing.on("error", reject);
      outgoing.write("{");
    });
    expect(status).toBe(401);
  });

  it("answers 413 over 1 MB, with its length told or not", async () => {
    const url = await start();
    const tooLarge = Buffer.alloc(1024 * 1024 + 1, 0x20);
    expect((await post(url, signedHeaders(SECRET), tooLarge)).status).toBe(413);
    const stream = new ReadableStream({
      start(controller) {
        for (let sent = 0; sent < 3; sent++) controller.enqueue(new Uint8Array(512 * 1024));
        controller.close();
      },
    });
    const chunked = await fetch(url, {
      method: "POST",
      headers: signedHeaders(SECRET),
      body: stream,
      duplex: "half",
    });
    expect(chunked.status).toBe(413);
    expect((await post(url, signedHeaders(SECRET), tooLarge.subarray(1))).status).toBe(200);
    expect(taken).toHaveLength(1);
  });

  it.each<[IntakeResult, number, unknown]>([
    [{ outcome: "duplicate", reason: "" }, 200, emptyReply()],
    [
      { outcome: "refused", reason: "user", reply: markdownReply({ title: "标题", text: "词" }) },
      200,
      { msgtype: "markdown", markdown: { title: "标题", text: "词" } },
    ],
    [
      {
        outcome: "unavailable",
        reason: "not_taken",
        reply: markdownReply({ title: "标题", text: "词" }),
        cause: new Error("down"),
      },
      503,
      { msgtype: "markdown", markdown: { title: "标题", text: "词" } },
    ],
    [{ outcome: "rejected", reason: "malformed" }, 400, { error: "malformed" }],
    [{ outcome: "rejected", reason: "strange_webhook" }, 400, { error: "strange_webhook" }],
    [{ outcome: "rejected", reason: "forged" }, 401, { error: "forged" }],
  ])("says %j in HTTP's words", async (result, status, body) => {
    const response = await post(
      await start({ answer: () => Promise.resolve(result) }),
      signedHeaders(SECRET),
    );
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(body);
  });

  it("takes unsigned callbacks where they are allowed and there is no secret at all", async () => {
    expect((await post(await start({ secrets: [], allowUnsigned: true }), {})).status).toBe(200);
  });

  it.each([
    ["without a secret", { secrets: [] }, 401],
    ["with a secret, whatever is allowed", { allowUnsigned: true }, 401],
  ])("takes no unsigned callback %s", async (_name, options, status) => {
    expect((await post(await start(options), {})).status).toBe(status);
    expect(taken).toEqual([]);
  });

  it("notes a caller who hung up in the middle of the body, and goes on", async () => {
    const url = await start();
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const head = Object.entries(signedHeaders(SECRET)).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n${head.join("")}\r\n{`);
    await expect.poll(() => socket.bytesWritten).toBeGreaterThan(0);
    socket.end();
    await expect.poll(() => records).toEqual([{ outcome: "rejected", reason: "aborted" }]);
    expect((await post(url, signedHeaders(SECRET))).status).toBe(200);
  });

  it("finishes what is under way when it is closed, kept-alive connections and all", async () => {
    const work = Promise.withResolvers<IntakeResult>();
    const url = await start({ answer: () => work.promise });
    const response = post(url, signedHeaders(SECRET));
    await expect.poll(() => taken).toHaveLength(1);
    const closed = server?.close();
    await expect(fetch(url)).rejects.toThrow("fetch failed");
    work.resolve(queued);
    expect((await response).status).toBe(200);
    await closed;
    server = undefined;
  });

  it("answers the health check, and 404 elsewhere", async () => {
    const url = await start();
    const health = await fetch(url);
    expect(health.status).toBe(200);
    expect(health.headers.get("content-type")).toMatch("text/plain");
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    expect((await fetch(`${url}/nowhere`, { method: "POST" })).status).toBe(404);
  });

  it("answers 500 without its insides when something breaks", async () => {
    const url = await start({ answer: () => Promise.reject(new Error("inside")) });
    const response = await post(url, signedHeaders(SECRET));
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: "internal" });
  });
});
