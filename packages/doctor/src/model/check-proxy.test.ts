import { describe, expect, it } from "vitest";
import { openServer } from "../fixtures/open-server.ts";
import { tools } from "../fixtures/tools.ts";
import type { Finding } from "../finding.ts";
import { checkProxy } from "./check-proxy.ts";
import { openTunnel } from "./open-tunnel.ts";

const look = (httpProxy: string | undefined): Promise<Finding[]> =>
  checkProxy({
    ...tools,
    openTunnel,
    model: { baseUrl: "https://llm.example.test/v1", ...(httpProxy !== undefined && { httpProxy }) },
  });

describe("checkProxy", () => {
  it("says nothing where there is none", async () => {
    expect(await look(undefined)).toEqual([]);
  });

  it("asks for a tunnel to the model server", async () => {
    await using proxy = await openServer(() => ({ status: 200 }));
    const findings = await look(`http://me:p%40ss@127.0.0.1:${proxy.port}`);
    expect(findings).toMatchObject([
      { level: "ok", subject: `http_proxy ${proxy.url}`, seen: "lets through to llm.example.test" },
    ]);
    expect(proxy.asked).toMatchObject([
      {
        method: "CONNECT",
        path: "llm.example.test:443",
        headers: { "proxy-authorization": `Basic ${Buffer.from("me:p@ss").toString("base64")}` },
      },
    ]);
  });

  it("asks for Azure's host where Azure is on", async () => {
    await using proxy = await openServer(() => ({ status: 200 }));
    const azure = { apiVersion: "1", resourceName: "contoso", deploymentName: "d", token: "t" };
    const model = { baseUrl: "https://llm.example.test/v1", httpProxy: proxy.url, azure };
    expect(await checkProxy({ ...tools, openTunnel, model })).toMatchObject([
      { level: "ok", seen: "lets through to contoso.openai.azure.com" },
    ]);
    expect(proxy.asked).toMatchObject([{ method: "CONNECT", path: "contoso.openai.azure.com:443" }]);
  });

  it("says that a model server on this machine is asked without it", async () => {
    await using proxy = await openServer(() => ({ status: 200 }));
    const model = { baseUrl: "http://127.0.0.1:11434", httpProxy: proxy.url };
    expect(await checkProxy({ ...tools, openTunnel, model })).toMatchObject([
      { level: "unchecked", seen: expect.stringContaining("is not used") },
    ]);
    expect(proxy.asked).toEqual([]);
  });

  it.each([
    [407, "wants another user and password"],
    [403, "does not let through"],
    [502, "does not let through"],
  ])("tells a refusal (HTTP %d)", async (status, seen) => {
    await using proxy = await openServer(() => ({ status }));
    expect((await look(proxy.url))[0]).toMatchObject({ level: "fail", seen: expect.stringContaining(seen) });
  });

  it("tells one that is not there, and only touches a SOCKS proxy", async () => {
    await using proxy = await openServer(() => ({ status: 200 }));
    expect((await look("socks5://127.0.0.1:9"))[0]).toMatchObject({ level: "fail" });
    expect((await look("http://127.0.0.1:9"))[0]).toMatchObject({ level: "fail" });
    expect((await look(`socks5://127.0.0.1:${proxy.port}`))[0]).toMatchObject({ level: "unchecked" });
    expect(proxy.asked).toEqual([]);
  });
});
