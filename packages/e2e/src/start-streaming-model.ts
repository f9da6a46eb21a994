import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** One call of the model. */
interface StreamedCall {
  question: string;
  /** 1 for the first call of all. */
  nth: number;
  /** Epoch ms at which the first piece went out. */
  firstPieceAtMs?: number;
}

/** Pieces of an answer as they come; what it throws breaks the connection. */
export type AnswerInPieces = (call: StreamedCall) => AsyncIterable<string>;

/** A model server whose answers come in pieces, at the pace of the test. */
export interface StreamingModel extends AsyncDisposable {
  /** For BASE_URL. */
  url: string;
  calls: StreamedCall[];
}

export async function startStreamingModel(answer: AnswerInPieces): Promise<StreamingModel> {
  const calls: StreamedCall[] = [];
  const server = createServer((request, response) => {
    void respond(request, response, answer, calls).catch(() => response.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: AnswerInPieces,
  calls: StreamedCall[],
): Promise<void> {
  let body = "";
  for await (const piece of request.setEncoding("utf8")) body += piece as string;
  const { messages } = JSON.parse(body) as { messages: { content: string }[] };
  const call: StreamedCall = { question: messages.at(-1)?.content ?? "", nth: calls.length + 1 };
  calls.push(call);
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (choice: object): void => {
    const chunk = {
      id: "c",
      object: "chat.completion.chunk",
      created: 0,
      model: "m",
      choices: [{ index: 0, ...choice }],
    };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  for await (const content of answer(call)) {
    if (response.destroyed) return;
    call.firstPieceAtMs ??= Date.now();
    send({ delta: { content }, finish_reason: null });
  }
  send({ delta: {}, finish_reason: "stop" });
  response.end("data: [DONE]\n\n");
}

/** A text in pieces of so many characters, so many a second. */
export async function* atPace(
  text: string,
  { pieces, perSecond }: { pieces: number; perSecond: number },
): AsyncGenerator<string> {
  const characters = Array.from(text);
  for (let at = 0; at < characters.length; at += pieces) {
    if (at > 0) await sleep(1_000 / perSecond);
    yield characters.slice(at, at + pieces).join("");
  }
}
