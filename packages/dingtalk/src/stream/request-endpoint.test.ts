import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { GatewayError } from "./gateway-error.ts";
import { requestEndpoint, type EndpointRequest } from "./request-endpoint.ts";

const SECRET = "client-secret-0815";
const TICKET = "ticket-4711";

function requestWith(answer: typeof fetch, more: Partial<EndpointRequest> = {}): Promise<URL> {
  return requestEndpoint({
    apiUrl: "https://api.dingtalk.com",
    credential: { clientId: "ding", clientSecret: SECRET },
    topics: ["/a"],
    timeoutMs: 1_000,
    fetch: answer,
    signal: new AbortController().signal,
    ...more,
  });
}

const answering =
  (status: number, body: unknown): typeof fetch =>
  () =>
    Promise.resolve(new Response(typeof body === "string" ? body : JSON.stringify(body), { status }));

test("asks as DingTalk wants to be asked, and puts the ticket into the address", async () => {
  let asked: Request | undefined;
  const url = await requestWith(async (input, init) => {
    asked = new Request(input, init);
    return new Response(
      JSON.stringify({ endpoint: "wss://open.dingtalk.com:443/connect", ticket: "a b+c/=&" }),
    );
  });
  expect(url.href).toBe("wss://open.dingtalk.com/connect?ticket=a+b%2Bc%2F%3D%26");
  expect(asked?.url).toBe("https://api.dingtalk.com/v1.0/gateway/connections/open");
  expect(asked?.headers.get("accept")).toBe("application/json");
  expect(await asked?.json()).toEqual({
    clientId: "ding",
    clientSecret: SECRET,
    ua: "dinglane/1",
    subscriptions: [{ type: "CALLBACK", topic: "/a" }],
  });
});

describe("no address", () => {
  test.each([
    [401, { code: "authFailed", message: "鉴权失败" }, "unauthorized"],
    [401, "<html>", "unauthorized"],
    [400, { code: "authFailed" }, "unauthorized"],
    [400, { code: "app.notPublished", message: `${SECRET} ${TICKET}` }, "refused"],
    [500, { code: `${SECRET} is no code` }, "refused"],
    [302, "", "refused"],
    [200, "<result/>", "malformed"],
    [200, { endpoint: "wss://x/connect" }, "malformed"],
    [200, { endpoint: "wss://x/connect", ticket: "" }, "malformed"],
    [200, { endpoint: `not an address ${TICKET}`, ticket: TICKET }, "malformed"],
    [200, { endpoint: "https://x/connect", ticket: TICKET }, "malformed"],
    // The ticket would cross the network in the open.
    [200, { endpoint: "ws://x/connect", ticket: TICKET }, "malformed"],
  ])("for HTTP %i %j: %s", async (status, body, code) => {
    const error: unknown = await requestWith(answering(status, body)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GatewayError);
    expect(error).toMatchObject({ code });
    const shown = inspect(error, { depth: 20, showHidden: true });
    for (const secret of [SECRET, TICKET]) expect(shown).not.toContain(secret);
  });

  test("for a gateway that is not there, or hangs", async () => {
    const nobody = requestWith(() => Promise.reject(new TypeError("fetch failed")));
    await expect(nobody).rejects.toMatchObject({ code: "not_reached" });
    const hanging = requestWith(
      (_input, init) =>
        new Promise((_resolve, reject) => {
          init?.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error));
        }),
      { timeoutMs: 10 },
    );
    await expect(hanging).rejects.toMatchObject({ code: "timeout" });
  });
});
