import { setTimeout as delay } from "node:timers/promises";
import { setDefaultCACertificates } from "node:tls";
import { inspect } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { createChatModel, type ChatModelOptions } from "./create-chat-model.ts";
import { createModelFetch } from "./model-fetch.ts";
import { openForwardProxy } from "./open-forward-proxy.ts";
import { openSocksProxy } from "./open-socks-proxy.ts";
import { openTestServer, sseEvent } from "./open-test-server.ts";
import { testCertificate } from "./test-certificate.ts";

const question = { messages: [{ role: "user" as const, content: "q" }] };
const account = { user: "张 三", password: "proxy:p@ss%word" };
const userInfo = `${encodeURIComponent(account.user)}:${encodeURIComponent(account.password)}@`;

const proxies = { http: openForwardProxy, socks5: openSocksProxy, socks5h: openSocksProxy };
const schemes = Object.keys(proxies) as (keyof typeof proxies)[];

const modelAt = (options: Partial<ChatModelOptions>) =>
  createChatModel({ apiKeys: ["k"], baseUrl: "", model: "m", timeoutMs: 5_000, ...options });

const openModel = (options?: { tls: boolean }) =>
  openTestServer((response) => response.end(sseEvent({ content: "好" }, "stop")), options);

beforeAll(() => setDefaultCACertificates([testCertificate.cert]));

describe.each(schemes)("a proxy with %s://", (scheme) => {
  const openProxy = proxies[scheme];

  it("is the way to an https: server, whose name it looks up itself", async () => {
    await using server = await openModel({ tls: true });
    await using proxy = await openProxy({ hosts: { "model.test": server.port } });
    const model = modelAt({
      baseUrl: "https://model.test/v1",
      httpProxy: `${scheme}://127.0.0.1:${proxy.port}`,
    });
    expect((await model.complete(question)).text).toBe("好");
    expect(proxy.asked).toEqual([scheme === "http" ? "CONNECT model.test:443" : "SOCKS model.test:443"]);
  });

  it("is the way to an http: server, with user and password", async () => {
    await using server = await openModel();
    await using proxy = await openProxy({ account, hosts: { "model.test": server.port } });
    const model = modelAt({
      baseUrl: "http://model.test:8000/v1",
      httpProxy: `${scheme}://${userInfo}127.0.0.1:${proxy.port}`,
    });
    expect((await model.complete(question)).text).toBe("好");
    expect(proxy.asked).toEqual([
      scheme === "http" ? "POST http://model.test:8000/v1/chat/completions" : "SOCKS model.test:8000",
    ]);
  });

  it.each(["http", "https"])(
    "that refuses its user is no reason to go past it, nor to tell (%s)",
    async (to) => {
      await using server = await openModel({ tls: to === "https" });
      await using proxy = await openProxy({ account, hosts: { "model.test": server.port } });
      const failure: unknown = await modelAt({
        baseUrl: `${to}://model.test/v1`,
        httpProxy: `${scheme}://known:not-the-password@127.0.0.1:${proxy.port}`,
      })
        .complete(question)
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ kind: "unavailable", retryable: true });
      expect(inspect(failure, { depth: 20, showHidden: true })).not.toContain("not-the-password");
      expect(server.bodies).toEqual([]);
    },
  );

  it("that is not there is no reason to go past it", async () => {
    const model = modelAt({ baseUrl: "http://model.test/v1", httpProxy: `${scheme}://127.0.0.1:9` });
    await expect(model.complete(question)).rejects.toMatchObject({
      kind: "unavailable",
      // A way past it would end at the name, with ENOTFOUND.
      message: expect.stringMatching(/ECONNREFUSED|proxy_failed/),
    });
  });

  it.each(["127.0.0.1", "localhost"])("is not asked for a server on this machine (%s)", async (host) => {
    await using server = await openModel();
    await using proxy = await openProxy();
    const model = modelAt({
      baseUrl: `http://${host}:${server.port}/v1`,
      httpProxy: `${scheme}://127.0.0.1:${proxy.port}`,
    });
    expect((await model.complete(question)).text).toBe("好");
    expect(proxy.asked).toEqual([]);
  });

  it("is asked for a tunnel that serves the next calls too", async () => {
    await using server = await openModel({ tls: true });
    await using proxy = await openProxy({ hosts: { "model.test": server.port } });
    const httpProxy = `${scheme}://127.0.0.1:${proxy.port}`;
    const model = modelAt({ baseUrl: "https://model.test/v1", httpProxy, apiKeys: ["k", "l"] });
    for (let call = 0; call < 5; call++) {
      await model.complete(question);
      await delay(20);
    }
    // One; a busy machine may be late with the end of one body.
    expect(proxy.asked.length).toBeLessThan(4);
  });
});

describe("waiting for headers", () => {
  it.concurrent.each([undefined, ...schemes])(
    "takes as long as it is told to, through %s",
    async (scheme) => {
      await using server = await openTestServer(() => {});
      const hosts = { "model.test": server.port };
      await using proxy = await (scheme === undefined ? openForwardProxy() : proxies[scheme]({ hosts }));
      const fetch = createModelFetch({
        timeoutMs: 80,
        ...(scheme === undefined ? {} : { httpProxy: `${scheme}://127.0.0.1:${proxy.port}` }),
      });
      const url = scheme === undefined ? server.url : "http://model.test/v1";
      await expect(fetch(url, { method: "POST", body: "{}" })).rejects.toMatchObject({
        cause: { code: "UND_ERR_HEADERS_TIMEOUT" },
      });
      expect(server.bodies).toHaveLength(1);
    },
  );
});
