import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/*
 * A model that needs 0 ms and a DingTalk that takes every reply, in one small process. The simulator and aimock are
 * far more faithful, and so cost more than what is measured here.
 */

const COMPLETION = [
  {
    choices: [
      {
        index: 0,
        delta: { role: "assistant", content: "消息队列让发送者不必等待接收者。" },
        finish_reason: null,
      },
    ],
  },
  { choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
]
  .map((part) => ({
    id: "chatcmpl-bench",
    object: "chat.completion.chunk",
    created: 1,
    model: "bench",
    ...part,
  }))
  .map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
  .join("");
const STREAM = `${COMPLETION}data: [DONE]\n\n`;
const SENT = JSON.stringify({ errcode: 0, errmsg: "ok" });

let replies = 0;

async function drained(request: IncomingMessage): Promise<void> {
  request.resume();
  await once(request, "end");
}

const server = createServer((request, response) => {
  void drained(request).then(() => {
    if (request.url?.startsWith("/robot/sendBySession") === true) {
      replies += 1;
      response.writeHead(200, { "content-type": "application/json" });
      return response.end(SENT);
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    return response.end(STREAM);
  });
}).listen(0, "127.0.0.1");
await once(server, "listening");

process.on("message", () => process.send?.({ replies }));
process.on("disconnect", () => process.exit(0));
process.send?.({ port: (server.address() as AddressInfo).port });
