import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { testCertificate } from "./test-certificate.ts";

export interface TestServer extends AsyncDisposable {
  url: string;
  port: number;
  /** The parsed JSON bodies that came in, in order. */
  bodies: Record<string, unknown>[];
}

/** For tests: a model server on loopback that answers in ways which no well-behaved mock can. */
export async function openTestServer(
  answer: (response: ServerResponse, body: Record<string, unknown>, request: IncomingMessage) => void,
  { tls = false } = {},
): Promise<TestServer> {
  const bodies: Record<string, unknown>[] = [];
  const listener: RequestListener = (request, response) => {
    let json = "";
    request.setEncoding("utf8");
    request.on("data", (piece: string) => (json += piece));
    request.on("end", () => {
      const body = JSON.parse(json) as Record<string, unknown>;
      bodies.push(body);
      answer(response, body, request);
    });
  };
  const server = tls ? createTlsServer(testCertificate, listener) : createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    bodies,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** One `data:` line of a completion stream. */
export function sseEvent(delta: Record<string, unknown>, finishReason: string | null = null): string {
  return sseData({ model: "tested-model", choices: [{ index: 0, delta, finish_reason: finishReason }] });
}

export function sseData(data: unknown): string {
  return `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`;
}
