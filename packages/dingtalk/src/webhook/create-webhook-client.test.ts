import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { emptyReply } from "../reply/empty-reply.ts";
import { textReply } from "../reply/text-reply.ts";
import { createWebhookClient } from "./create-webhook-client.ts";
import type { SendOutcome } from "./send-outcome.ts";

const SECRET = "session=0123456789abcdef0123456789abcdef";
const client = createWebhookClient({ timeoutMs: 2_000 });
const releases: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const release of releases.splice(0)) await release();
});

/** A server on a free port; the URL it returns carries a session as DingTalk's do. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  releases.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/robot/sendBySession?${SECRET}`;
}

const answer =
  (body: string, status = 200, headers: Record<string, string> = {}): RequestListener =>
  (request: IncomingMessage, response: ServerResponse) => {
    request.resume().on("end", () => response.writeHead(status, headers).end(body));
  };

const facts = (outcome: SendOutcome): object => ({
  status: outcome.status,
  ...("action" in outcome ? { action: outcome.action } : {}),
  ...("cause" in outcome ? { code: outcome.cause?.code } : {}),
});

const sendTo = async (url: string): Promise<SendOutcome> => {
  const outcome = await client.send(url, emptyReply());
  expect(inspect(outcome, { depth: 20, showHidden: true })).not.toContain(SECRET);
  expect(inspect(outcome, { depth: 20, showHidden: true })).not.toContain("sendBySession");
  return outcome;
};

describe("a post", () => {
  test("is JSON in UTF-8", async () => {
    let seen: {
      method?: string | undefined;
      type?: string | undefined;
      url?: string | undefined;
      body?: unknown;
    } = {};
    const url = await serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method, url: path, headers } = request;
        const body: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
        seen = { method, type: headers["content-type"], url: path, body };
        response.end('{"errcode":0,"errmsg":"ok"}');
      });
    });
    const body = textReply({ text: "你好", at: { staffId: "u1", nick: "n" } });
    expect(await client.send(url, body)).toEqual({ status: "sent" });
    expect(seen).toEqual({
      method: "POST",
      type: "application/json; charset=utf-8",
      url: `/robot/sendBySession?${SECRET}`,
      body,
    });
  });

  test.each(['{"errcode":0}', '{"errcode":"0","errmsg":"ok"}', ' {"errcode":0}\n'])(
    "is sent when the answer is %s",
    async (body) => {
      expect(await sendTo(await serve(answer(body)))).toEqual({ status: "sent" });
    },
  );

  test("says what DingTalk's refusal asks for", async () => {
    const url = await serve(answer('{"errcode":300001,"errmsg":"session 不存在"}'));
    const outcome = await sendTo(url);
    expect(outcome).toMatchObject({ status: "failed", action: "expired", errcode: 300_001 });
    expect(facts(outcome)).toMatchObject({ code: "refused" });
  });

  test("does not follow a redirect", async () => {
    let reached = 0;
    const target = await serve((_, response) => {
      reached += 1;
      response.end('{"errcode":0}');
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const url = await serve(answer("", status, { location: target }));
      expect(facts(await sendTo(url))).toEqual({ status: "failed", action: "retry", code: "redirected" });
    }
    expect(reached).toBe(0);
  });

  test("was not made when nobody listens", async () => {
    const url = await serve(answer(""));
    await releases.pop()?.();
    const outcome = await sendTo(url);
    expect(facts(outcome)).toEqual({ status: "failed", action: "retry", code: "not_reached" });
    expect("cause" in outcome && outcome.cause?.cause).toMatchObject({ code: "ECONNREFUSED" });
  });

  test("was not made when TLS fails", async () => {
    const url = (await serve(answer("{}"))).replace("http:", "https:");
    expect(facts(await sendTo(url))).toEqual({ status: "failed", action: "retry", code: "not_reached" });
  });

  test("may have arrived when the connection is cut before the answer", async () => {
    const url = await serve((request) => void request.resume().on("end", () => request.socket.destroy()));
    expect(facts(await sendTo(url))).toEqual({ status: "unknown", code: "connection_lost" });
  });

  test("may have arrived when the answer is cut off", async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write('{"errcode":', () => request.socket.destroy());
    });
    expect(facts(await sendTo(url))).toEqual({ status: "unknown", code: "answer_lost" });
  });

  test("may have arrived when no answer comes in time", async () => {
    const impatient = createWebhookClient({ timeoutMs: 60 });
    const silent = await serve((request) => void request.resume());
    expect(facts(await impatient.send(silent, emptyReply()))).toEqual({ status: "unknown", code: "timeout" });
    const slow = await serve((_, response) => void response.writeHead(200).write("{"));
    expect(facts(await impatient.send(slow, emptyReply()))).toEqual({
      status: "unknown",
      code: "answer_lost",
    });
  });

  test("does not read an endless answer", async () => {
    const url = await serve((_, response) => {
      const more = (): boolean => response.write("x".repeat(16_384), () => !response.destroyed && more());
      more();
    });
    expect(facts(await sendTo(url))).toEqual({ status: "unknown", code: "answer_lost" });
  });

  test.each([
    "not a url",
    `ftp://x/?${SECRET}`,
    `http://user:pass@127.0.0.1/?${SECRET}`,
    `http://[bad/?${SECRET}`,
    "",
  ])("is not tried with %j", async (url) => {
    expect(facts(await sendTo(url))).toEqual({ status: "failed", action: "give-up", code: "invalid_url" });
  });

  test("drops an error of fetch that shows the URL, and keeps its harmless cause", async () => {
    const url = `http://127.0.0.1/robot/sendBySession?${SECRET}`;
    const reset = Object.assign(new Error("reset"), { code: "ECONNRESET" });
    const leaky = createWebhookClient({
      fetch: () => Promise.reject(new TypeError(`failed: ${url}`, { cause: reset })),
    });
    const outcome = await leaky.send(url, emptyReply());
    expect(facts(outcome)).toEqual({ status: "unknown", code: "connection_lost" });
    expect("cause" in outcome && outcome.cause?.cause).toBe(reset);
    expect(inspect(outcome, { depth: 20 })).not.toContain(SECRET);
    const leakier = createWebhookClient({
      fetch: () =>
        Promise.reject(new TypeError("failed", { cause: Object.assign(new Error("x"), { input: url }) })),
    });
    expect(inspect(await leakier.send(url, emptyReply()), { depth: 20 })).not.toContain(SECRET);
  });
});
