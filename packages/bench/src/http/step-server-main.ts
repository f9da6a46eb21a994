import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { parseRobotMessage, type RobotMessage, verifyCallback } from "@dinglane/dingtalk";
import { createProducer } from "@dinglane/jobs";
import express, { type RequestHandler } from "express";
import { Redis } from "ioredis";
import { BENCH_ROBOT, TAKEN } from "./callback-body.ts";

/* What stands between bare node:http and ingress, one step more on each path: `node step-server-main.ts <redis url>`. */

const HEADERS = { "content-type": "application/json; charset=utf-8", "content-length": TAKEN.length };
const SECRETS = [{ id: BENCH_ROBOT.clientId, secret: BENCH_ROBOT.clientSecret }];
const PREFIX = "dinglane:{0}";

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(request, "end");
  return Buffer.concat(chunks).toString("utf8");
}

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

function verify({ headers }: IncomingMessage): void {
  const given = { timestamp: single(headers["timestamp"]), sign: single(headers["sign"]) };
  if (!verifyCallback(given, SECRETS, Date.now()).ok) throw new Error("forged");
}

const redis = new Redis(process.argv[2] ?? "", { maxRetriesPerRequest: 1 });
const producer = createProducer({ redis, prefix: PREFIX, timezone: "Asia/Shanghai" });

async function add(message: RobotMessage): Promise<void> {
  const { msgId, robotKey, conversation, sender } = message;
  const user = { id: sender.staffId ?? sender.id, nick: sender.nick };
  const { text } = message.content as { text: string };
  const outcome = await producer.add({
    queue: "chat",
    job: {
      v: 1,
      name: "answer-message",
      msgId,
      robotKey,
      conversation,
      user,
      receivedAtMs: Date.now(),
      question: { text },
    },
    lane: `${robotKey}:${user.id}`,
    receipt: {
      key: `${PREFIX}:ledger:${robotKey}:${msgId}`,
      fields: { to: JSON.stringify({ sessionWebhook: message.sessionWebhook }), taken: String(Date.now()) },
      ttlSeconds: 86_400,
    },
  });
  if (outcome.status === "refused") throw new Error(outcome.bound);
}

const answering =
  (step: (request: IncomingMessage) => Promise<unknown>): RequestHandler =>
  async (request, response) => {
    await step(request);
    response.writeHead(200, HEADERS);
    response.end(TAKEN);
  };

const parsed = async (request: IncomingMessage): Promise<RobotMessage> => {
  verify(request);
  return parseRobotMessage(JSON.parse(await readText(request)));
};

const app = express();
app.disable("x-powered-by");
app.disable("etag");
app.post("/json", express.json(), (_request, response) => {
  response.json({ msgtype: "empty" });
});
app.post("/read", answering(readText));
app.post(
  "/hmac",
  answering(async (request) => {
    verify(request);
    await readText(request);
  }),
);
app.post("/parse", answering(parsed));
app.post(
  "/add",
  answering(async (request) => add(await parsed(request))),
);

const bare: RequestListener = (request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, HEADERS);
    response.end(TAKEN);
  });
};

async function portOf(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

process.on("disconnect", () => process.exit(0));
process.send?.({ bare: await portOf(bare), express: await portOf(app) });
