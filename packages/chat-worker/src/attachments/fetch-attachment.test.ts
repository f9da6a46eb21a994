import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { CallResult, DingTalkCall } from "@dinglane/delivery";
import { expect, test } from "vitest";
import { createFetchAttachment, type WantedFile } from "./fetch-attachment.ts";

const credential = { clientId: "ding-robot", clientSecret: "secret" };
const cause = new Error("what DingTalk said");

async function openServer(answer: RequestListener) {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A DingTalk that answers each code as it is told. */
function createCase(
  answers: Record<string, CallResult<{ downloadUrl: string }>>,
  apiUrl = "http://api.test",
) {
  const asked: { robot: string; code: string }[] = [];
  const warned: unknown[] = [];
  const resolved: string[] = [];
  const fetchAttachment = createFetchAttachment({
    async calls<T>(call: DingTalkCall<T>) {
      expect(call).toMatchObject({ api: "file-download", token: "api" });
      const made = await call.make("token");
      const code = made.status === "done" ? String(made.value) : "";
      asked.push({ robot: call.credential.clientId, code });
      return answers[code] as CallResult<T>;
    },
    client: {
      requestDownloadUrl: async (_token, { robotCode, downloadCode }) => {
        expect(robotCode).toBe(credential.clientId);
        return { status: "done", value: downloadCode as never };
      },
    },
    credentials: [{ clientId: "another", clientSecret: "s" }, credential],
    apiUrl,
    log: { warn: (...line) => void warned.push(line) },
    async resolve(host) {
      resolved.push(host);
      return [{ address: "10.0.0.7", family: 4 }];
    },
  });
  const fetched = async (file: Partial<WantedFile> = {}): ReturnType<typeof fetchAttachment> =>
    fetchAttachment({
      robotKey: credential.clientId,
      codes: ["first", "second"],
      maxBytes: 1_000,
      signal: new AbortController().signal,
      ...file,
    });
  return { fetched, asked, warned, resolved };
}

const done = (downloadUrl: string) => ({ status: "done", value: { downloadUrl } }) as const;
const failed = (action: "give-up" | "retry") => ({ status: "failed", action, cause }) as const;

test("a file comes from the API's own host, wherever that is, with the robot's own credential", async () => {
  await using server = await openServer((_request, response) => response.end("file"));
  const play = createCase({ first: done(`${server.url}/a.file?Expires=1`) }, server.url);
  const file = await play.fetched();
  expect(file).toMatchObject({ status: "fetched" });
  expect(file.status === "fetched" && Buffer.from(file.content).toString()).toBe("file");
  expect(play.asked).toEqual([{ robot: "ding-robot", code: "first" }]);
});

test.each([
  ["refuses", failed("give-up")],
  ["may not hand out", { status: "held", reason: "permission", retryAfterMs: 1, cause } as const],
])("the second code is tried when DingTalk %s the first", async (_what, first) => {
  await using server = await openServer((_request, response) => response.end("preview"));
  const play = createCase({ first, second: done(server.url) }, server.url);
  expect(await play.fetched()).toMatchObject({ status: "fetched" });
  expect(play.asked.map(({ code }) => code)).toEqual(["first", "second"]);
});

test("and when there is nothing where the first leads", async () => {
  await using server = await openServer((request, response) => {
    response.writeHead(request.url === "/first" ? 403 : 200).end("preview");
  });
  const { url } = server;
  const play = createCase({ first: done(`${url}/first`), second: done(`${url}/second`) }, url);
  expect(await play.fetched()).toMatchObject({ status: "fetched" });
});

test.each([
  ["gone", failed("give-up")],
  ["not_allowed", { status: "held", reason: "permission", retryAfterMs: 1 } as const],
  ["not_allowed", { status: "held", reason: "monthly", retryAfterMs: 1 } as const],
])("where nothing comes, it is %s", async (reason, answer) => {
  const play = createCase({ first: answer, second: answer });
  expect(await play.fetched()).toEqual({ status: "refused", reason });
});

test("a robot without a credential gets no file", async () => {
  const play = createCase({});
  expect(await play.fetched({ robotKey: "stranger" })).toEqual({
    status: "refused",
    reason: "no_credential",
  });
  expect(play.asked).toEqual([]);
});

test.each(["http://oss.test/a?Signature=secret", "http://127.0.0.1:1/", "file:///etc/passwd"])(
  "%s leads inside: nothing is asked there, and the log does not say where",
  async (url) => {
    const play = createCase({ first: done(url) });
    expect(await play.fetched({ codes: ["first"] })).toEqual({ status: "refused", reason: "not_allowed" });
    expect(play.resolved).toEqual(url.includes("oss") ? ["oss.test"] : []);
    expect(play.warned).toHaveLength(1);
    expect(String(play.warned.flat().map((part) => JSON.stringify(part)))).not.toMatch(/secret|oss/);
  },
);

test("a file that is too large is not asked for again by its other code", async () => {
  await using server = await openServer((_request, response) => response.end(Buffer.alloc(1_001)));
  const play = createCase({ first: done(server.url), second: done(server.url) }, server.url);
  expect(await play.fetched()).toEqual({ status: "refused", reason: "too_large" });
  expect(play.asked).toHaveLength(1);
});

test.each([
  ["DingTalk is busy", { status: "held", reason: "busy", retryAfterMs: 7_000, cause } as const, 7_000],
  ["DingTalk fails", failed("retry"), undefined],
  ["DingTalk does not answer", { status: "unknown", cause } as const, undefined],
])("another attempt may help when %s", async (_what, first, retryAfterMs) => {
  await expect(createCase({ first }).fetched()).rejects.toMatchObject({
    code: "attachment_unavailable",
    retryAfterMs,
    cause,
  });
});

test.each([
  ["fails", (response: { writeHead(status: number): { end(): void } }) => response.writeHead(503).end()],
  ["breaks off", (response: { destroy(): void }) => response.destroy()],
])("and when the file's host %s", async (_what, answer) => {
  await using server = await openServer((_request, response) => answer(response));
  const play = createCase({ first: done(server.url) }, server.url);
  await expect(play.fetched()).rejects.toMatchObject({ name: "AttachmentError" });
});

test("停止 ends a download that never ends", async () => {
  const abort = new AbortController();
  const stopped = new Error("stopped");
  await using server = await openServer((_request, response) => {
    response.write("half", () => abort.abort(stopped));
  });
  const play = createCase({ first: done(server.url) }, server.url);
  await expect(play.fetched({ signal: abort.signal })).rejects.toBe(stopped);
});
