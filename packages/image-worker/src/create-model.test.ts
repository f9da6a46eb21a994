import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createModel } from "./create-model.ts";

type Config = Parameters<typeof createModel>[0]["model"];

test.each<[string, (origin: string) => Partial<Config>, unknown[]]>([
  [
    "an account by keys",
    (baseUrl) => ({ baseUrl }),
    ["/v1/images/generations", "Bearer key-one", "gpt-image-2", "1536x1024"],
  ],
  [
    "Azure, where a deployment of its own draws",
    (resourceName) => ({
      azure: { apiVersion: "2025-04-01-preview", resourceName, deploymentName: "chats", token: "t" },
      azureImageDeployment: "draws",
    }),
    [
      "/openai/deployments/draws/images/generations?api-version=2025-04-01-preview",
      undefined,
      "gpt-image-2",
      "1536x1024",
    ],
  ],
])("%s draws as configured, metered", async (_what, configure, expected) => {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    let json = "";
    request.on("data", (piece: Buffer) => (json += piece.toString("utf8")));
    request.on("end", () => {
      const { model, size } = JSON.parse(json) as Record<string, unknown>;
      asked.push([request.url, request.headers.authorization, model, size]);
      response.setHeader("content-type", "application/json").end('{"data":[{"b64_json":"R0lGODlh"}]}');
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const metered: string[] = [];
  const model = createModel({
    model: {
      apiKeys: ["key-one"],
      baseUrl: "",
      chat: "c",
      image: "gpt-image-2",
      imageSize: "1536x1024",
      timeoutMs: 5_000,
      ...configure(origin),
    } as Config,
    metrics: {
      meter: (chat) => chat,
      meterDrawing(image, name) {
        metered.push(name);
        return image;
      },
      meterWriting: (speech) => speech,
      keySetAside: () => undefined,
    },
    log: { warn: () => undefined },
  });
  const { type } = await model.draw({ prompt: "猫" });
  server.closeAllConnections();
  server.close();
  expect([type, asked, metered]).toEqual(["gif", [expected], ["gpt-image-2"]]);
});
