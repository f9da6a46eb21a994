import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { createImageModel, type ImageModelOptions } from "./create-image-model.ts";
import { openForwardProxy } from "./open-forward-proxy.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

/** A model server that answers with a link, and serves what lies behind `/pictures`. */
async function openServer(linkOf: (origin: string) => string, pictures: RequestListener = servePng) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    if (request.method !== "POST") return pictures(request, response);
    response.setHeader("content-type", "application/json");
    return response.end(JSON.stringify({ data: [{ url: linkOf(origin) }] }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  return {
    asked,
    port,
    draw: (more: Partial<ImageModelOptions> = {}) =>
      createImageModel({
        apiKeys: ["key-one"],
        baseUrl: origin,
        model: "flux",
        size: "",
        timeoutMs: 5_000,
        ...more,
      }).draw({ prompt: "猫" }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const toPrivate = async () => [{ address: "192.168.1.1", family: 4 }];

const servePng: RequestListener = (_request, response) => response.end(PNG);

it("a link to the model server itself is followed, wherever that is", async () => {
  await using server = await openServer((origin) => `${origin}/pictures/1.webp`);
  expect(await server.draw()).toEqual({ bytes: PNG, type: "png" });
  expect(server.asked).toEqual(["POST /v1/images/generations", "GET /pictures/1.webp"]);
});

it("a picture written into the link needs no fetching", async () => {
  await using server = await openServer(() => `data:image/png;base64,${PNG.toString("base64")}`);
  expect(await server.draw()).toEqual({ bytes: PNG, type: "png" });
  expect(server.asked).toHaveLength(1);
});

it.each([
  ["http://127.0.0.1:1/x", "private_address"],
  ["http://10.0.0.1/x", "private_address"],
  ["http://169.254.169.254/latest/meta-data", "private_address"],
  ["http://[::1]/x", "private_address"],
  ["http://looks-public.example/x", "private_address"],
  ["file:///etc/passwd", "bad_url"],
  ["ftp://example.com/x", "bad_url"],
  ["http://user:secret@example.com/x", "bad_url"],
  ["not a url", "bad_url"],
])("%s is not followed, and the model is not asked again", async (link, upstreamCode) => {
  await using server = await openServer(() => link);
  await expect(server.draw({ resolve: toPrivate })).rejects.toMatchObject({
    kind: "unavailable",
    upstreamCode,
    retryable: false,
  });
  expect(server.asked).toHaveLength(1);
});

it("a download that breaks off is tried again, a picture that is paid for is not drawn again", async () => {
  let downloads = 0;
  await using server = await openServer(
    (origin) => `${origin}/pictures/1`,
    (_request, response) => {
      downloads++;
      if (downloads === 1) response.destroy();
      else if (downloads === 2) response.writeHead(503).end();
      else response.end(PNG);
    },
  );
  expect((await server.draw()).type).toBe("png");
  expect(server.asked.filter((call) => call.startsWith("POST"))).toHaveLength(1);
});

it.each([
  ["a redirect", (origin: string) => ({ location: `${origin}/pictures/2` }), 302, "http_status"],
  ["too much", () => ({ "content-length": String(21 * 1024 * 1024) }), 200, "too_large"],
])("%s is no picture", async (_what, headersOf, status, upstreamCode) => {
  await using server = await openServer(
    (origin) => `${origin}/pictures/1`,
    (_request, response) => response.writeHead(status, headersOf("http://127.0.0.1:1")).end(PNG),
  );
  await expect(server.draw()).rejects.toMatchObject({ upstreamCode, retryable: false });
});

it("with a proxy, links go through it; private addresses are refused all the same", async () => {
  await using server = await openServer(() => "http://pictures.test/1.png");
  await using proxy = await openForwardProxy({ hosts: { "pictures.test": server.port } });
  const httpProxy = `http://127.0.0.1:${proxy.port}`;
  expect((await server.draw({ httpProxy })).type).toBe("png");
  expect(proxy.asked).toEqual(["GET http://pictures.test/1.png"]);
  for (const link of ["http://10.0.0.1/x", "http://localhost:1/x", "http://[fd00::1]/x"]) {
    await using other = await openServer(() => link);
    await expect(other.draw({ httpProxy })).rejects.toMatchObject({ upstreamCode: "private_address" });
  }
  expect(proxy.asked).toHaveLength(1);
});
