import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createModelMetrics } from "@dinglane/reply-worker";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { createModels } from "./create-models.ts";

type Config = Parameters<typeof createModels>[0]["model"];

const question = { messages: [{ role: "user" as const, content: "问" }] };
const answer = `data: ${JSON.stringify({
  choices: [{ delta: { content: "答" }, finish_reason: "stop" }],
})}\n\n`;

/** A server, which for a request in absolute form is a proxy; a model by a configuration; what it logged. */
async function openCase(
  answerTo: (request: IncomingMessage, response: ServerResponse) => void,
  configure: (port: number) => Partial<Config>,
) {
  const server = createServer(answerTo).listen(0, "127.0.0.1");
  await once(server, "listening");
  const logged: unknown[] = [];
  const registry = new Registry();
  const { chat: model } = createModels({
    model: {
      apiKeys: ["key-one", "key-two"],
      baseUrl: "",
      chat: "gpt-4o",
      image: "i",
      imageSize: "",
      vision: "v",
      maxQuestionTokens: 1,
      maxContextTokens: 1,
      maxFileBytes: 1,
      timeoutMs: 5_000,
      ...configure((server.address() as AddressInfo).port),
    },
    metrics: createModelMetrics(registry),
    log: { warn: (...line: unknown[]) => void logged.push(line) },
  });
  return {
    model,
    logged,
    registry,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

test("azure_* and http_proxy take effect together", async () => {
  const asked: unknown[] = [];
  await using play = await openCase(
    ({ url, headers }, response) => {
      asked.push([url, headers["api-key"], headers["proxy-authorization"]]);
      response.end(answer);
    },
    (port) => ({
      httpProxy: `http://me:secret@127.0.0.1:${port}`,
      azure: {
        apiVersion: "2024-10-21",
        resourceName: "http://contoso.test",
        deploymentName: "chat",
        token: "azure-token",
      },
    }),
  );
  expect((await play.model.complete(question)).text).toBe("答");
  expect(asked).toEqual([
    [
      "http://contoso.test/openai/deployments/chat/chat/completions?api-version=2024-10-21",
      "azure-token",
      `Basic ${Buffer.from("me:secret").toString("base64")}`,
    ],
  ]);
});

test("a refused key is logged and counted by its place, never by itself", async () => {
  await using play = await openCase(
    ({ headers }, response) => {
      if (headers.authorization === "Bearer key-two") response.end(answer);
      else response.writeHead(401).end();
    },
    (port) => ({ baseUrl: `http://127.0.0.1:${port}` }),
  );
  await play.model.complete(question);
  expect(play.logged).toEqual([[{ key: 1, waitMs: 300_000 }, expect.stringContaining("refused")]]);
  const metrics = await play.registry.metrics();
  expect(metrics).toContain('keys_set_aside_total{key="1",reason="refused_credentials"} 1');
  expect(JSON.stringify(play.logged) + metrics).not.toContain("key-one");
});
