import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createTranscriber, type TranscriberOptions } from "./transcriber.ts";

const recording = { content: Uint8Array.from([0, 1, 2, 255]), fileName: "voice.amr" };

async function openServer(answer: RequestListener) {
  const asked: { url: string | undefined; key: unknown; form: FormData }[] = [];
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
    const headers = { "content-type": request.headers["content-type"] ?? "" };
    const form = await new Response(Buffer.concat(pieces), { headers }).formData();
    asked.push({ url: request.url, key: request.headers.authorization, form });
    answer(request, response);
  }
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const transcriberAt = (baseUrl: string, more: Partial<TranscriberOptions> = {}) =>
  createTranscriber({ apiKeys: ["one", "two"], baseUrl, model: "whisper-1", timeoutMs: 20_000, ...more });

test("the recording arrives as it is, with its name and the model's", async () => {
  await using server = await openServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ text: " 明天开会吗？\n" }));
  });
  expect(await transcriberAt(server.url).transcribe(recording)).toBe("明天开会吗？");
  const [call] = server.asked;
  expect(call).toMatchObject({ url: "/v1/audio/transcriptions", key: "Bearer one" });
  expect(call?.form.get("model")).toBe("whisper-1");
  const file = call?.form.get("file") as File;
  expect(file.name).toBe("voice.amr");
  expect(Buffer.from(await file.arrayBuffer()).equals(Buffer.from(recording.content))).toBe(true);
});

test("on Azure the model is the deployment", async () => {
  await using server = await openServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ text: "好" }));
  });
  const azure = { apiVersion: "2024-10-21", resourceName: server.url, deploymentName: "chat", token: "t" };
  await transcriberAt("", { azure }).transcribe(recording);
  expect(server.asked[0]?.url).toBe(
    "/openai/deployments/whisper-1/audio/transcriptions?api-version=2024-10-21",
  );
});

test("a key that has to rest makes way for the next", async () => {
  let calls = 0;
  await using server = await openServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.statusCode = (calls += 1) === 1 ? 429 : 200;
    response.end(JSON.stringify({ text: "好" }));
  });
  expect(await transcriberAt(server.url).transcribe(recording)).toBe("好");
  expect(server.asked.map(({ key }) => key)).toEqual(["Bearer one", "Bearer two"]);
});

test.each([
  [400, "bad_request"],
  [401, "refused_credentials"],
  [404, "bad_request"],
  [503, "unavailable"],
])("HTTP %i is %s", async (status, kind) => {
  await using server = await openServer((_request, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: { message: "the words were: 秘密" } }));
  });
  const failure = await transcriberAt(server.url)
    .transcribe(recording)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ name: "ModelError", kind });
  expect(String(failure)).not.toContain("秘密");
});

test("an answer without words is none", async () => {
  await using server = await openServer((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ words: [] }));
  });
  await expect(transcriberAt(server.url).transcribe(recording)).rejects.toMatchObject({
    kind: "unavailable",
  });
});

test.each(["aborted", "timeout"] as const)("waiting ends: %s", async (kind) => {
  const abort = new AbortController();
  await using server = await openServer(() => kind === "aborted" && abort.abort());
  const transcriber = transcriberAt(server.url, kind === "timeout" ? { timeoutMs: 300 } : {});
  await expect(transcriber.transcribe(recording, abort.signal)).rejects.toMatchObject({ kind });
});
