import { once } from "node:events";
import { createServer, get, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { fetchBounded } from "./fetch-bounded.ts";
import { fixedLookup } from "./fixed-lookup.ts";

async function openServer(answer: RequestListener) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const limits = { maxBytes: 1_000, timeoutMs: 20_000 };
const toLoopback = async () => [{ address: "127.0.0.1", family: 4 }];

test("a file from where the operator said comes whole", async () => {
  await using server = await openServer((_request, response) => {
    response.setHeader("content-type", "image/png");
    response.end(Buffer.alloc(1_000, 7));
  });
  const file = await fetchBounded(`${server.url}/a?b=c`, { ...limits, trustedUrls: [`${server.url}/v1`] });
  expect(file.contentType).toBe("image/png");
  expect(Buffer.from(file.content).equals(Buffer.alloc(1_000, 7))).toBe(true);
  expect(server.asked).toEqual(["/a?b=c"]);
});

test.each([
  ["an address of this machine", (port: number) => `http://127.0.0.1:${port}/`],
  ["the same, written otherwise", (port: number) => `http://0x7f.1:${port}/`],
  ["the same, as IPv6", (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
  ["a name that leads to it", (port: number) => `http://oss.test:${port}/`],
])("%s is not asked", async (_what, urlOf) => {
  await using server = await openServer((_request, response) => response.end("secret"));
  await expect(
    fetchBounded(urlOf(server.port), {
      ...limits,
      resolve: toLoopback,
      // Another port of the same machine is not what was configured.
      trustedUrls: ["http://127.0.0.1:1", "not a url"],
    }),
  ).rejects.toMatchObject({ code: "private_address" });
  expect(server.asked).toEqual([]);
});

test.each(["file:///etc/passwd", "ftp://a.test/", "http://user:word@a.test/", "a.test", "data:,x", ""])(
  "%j is no URL to fetch",
  async (url) => {
    await expect(fetchBounded(url, limits)).rejects.toMatchObject({ code: "bad_url" });
  },
);

test("a redirect is not followed", async () => {
  await using server = await openServer((request, response) => {
    if (request.url === "/inner") return void response.end("secret");
    response.writeHead(302, { location: "/inner" });
    response.end();
  });
  await expect(fetchBounded(server.url, { ...limits, trustedUrls: [server.url] })).rejects.toMatchObject({
    code: "http_status",
    status: 302,
  });
  expect(server.asked).toEqual(["/"]);
});

test.each([
  ["announced", { "content-length": "1001" }],
  ["not announced", {}],
])("a file that is too large is not read to its end: %s", async (_how, headers) => {
  let closed = false;
  await using server = await openServer((_request, response) => {
    response.writeHead(200, headers);
    response.on("close", () => (closed = true));
    response.write(Buffer.alloc(900));
    if (!("content-length" in headers)) response.write(Buffer.alloc(900));
    // Never ended: whoever waits for the rest waits for ever.
  });
  await expect(fetchBounded(server.url, { ...limits, trustedUrls: [server.url] })).rejects.toMatchObject({
    code: "too_large",
  });
  await expect.poll(() => closed, { timeout: 10_000 }).toBe(true);
});

test("a file that breaks off is not handed on", async () => {
  await using server = await openServer((_request, response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write(Buffer.alloc(500), () => response.destroy());
  });
  await expect(fetchBounded(server.url, { ...limits, trustedUrls: [server.url] })).rejects.toMatchObject({
    code: "cut_off",
  });
});

test.each(["aborted", "timeout"] as const)("waiting for the rest ends: %s", async (code) => {
  const abort = new AbortController();
  await using server = await openServer((_request, response) => {
    response.write("half", () => code === "aborted" && abort.abort());
  });
  const fetched = fetchBounded(server.url, {
    maxBytes: 1_000,
    timeoutMs: code === "timeout" ? 300 : 60_000,
    signal: abort.signal,
    trustedUrls: [server.url],
  });
  await expect(fetched).rejects.toMatchObject({ code });
});

test("nobody waits for a look-up after an abort", async () => {
  const abort = new AbortController();
  const fetched = fetchBounded("http://oss.test/", {
    ...limits,
    signal: abort.signal,
    resolve: () => new Promise(() => abort.abort()),
  });
  await expect(fetched).rejects.toMatchObject({ code: "aborted" });
});

test("a request by name goes to the address that was checked, and names the host all the same", async () => {
  await using server = await openServer((request, response) => response.end(request.headers.host));
  const lookup = fixedLookup([{ address: "127.0.0.1", family: 4 }]);
  const call = get({ host: "oss.test", port: server.port, lookup, agent: false });
  const [response] = (await once(call, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe(`oss.test:${server.port}`);
});

test("a socket is led to what was checked, whatever it asks for", () => {
  const lookup = fixedLookup([
    { address: "8.8.8.8", family: 4 },
    { address: "2400:3200::1", family: 6 },
  ]);
  const answers: unknown[] = [];
  lookup("a.test", {}, (...answer) => void answers.push(answer));
  lookup("a.test", { all: true }, (...answer) => void answers.push(answer));
  expect(answers).toEqual([
    [null, "8.8.8.8", 4],
    [
      null,
      [
        { address: "8.8.8.8", family: 4 },
        { address: "2400:3200::1", family: 6 },
      ],
    ],
  ]);
});
