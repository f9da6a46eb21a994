import { setTimeout as delay } from "node:timers/promises";
import express, { type RequestHandler, type Response, Router } from "express";
import type { Faults, WebhookFault } from "../faults.ts";
import type { Journal } from "../journal.ts";
import { type Judgement, judgeWebhook } from "../judge-webhook.ts";
import { parsedOrText } from "../parsed-or-text.ts";
import type { SessionStore } from "../session-store.ts";
import { type Verdict, takeReply } from "../take-reply.ts";
import type { Timeline } from "../timeline.ts";
import { webhookErrors } from "../replies.ts";
import type { WebhookPace } from "../webhook-pace.ts";

export interface SendBySessionOptions {
  sessions: SessionStore;
  pace: WebhookPace;
  journal: Journal;
  timeline: Timeline;
  faults: Faults;
  now: () => number;
}

const BLOCK_PAGE = "<!doctype html><html><head><title>405</title></head><body>punish: deny</body></html>";

/** `POST /robot/sendBySession?session=`: a robot's reply. Whatever happens, the HTTP status is 200. */
export function sendBySession(options: SendBySessionOptions): Router {
  const router = Router({ caseSensitive: true });
  const readBody = express.raw({ type: () => true, limit: Number.POSITIVE_INFINITY });
  router.post("/robot/sendBySession", readBody, answerPost(options));
  return router;
}

function answerPost(options: SendBySessionOptions): RequestHandler {
  return async (request, response) => {
    const bytes: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const name = typeof request.query["session"] === "string" ? request.query["session"] : "";
    const body = parsedOrText(bytes.toString("utf8"));
    const post = { session: name, contentType: request.get("content-type") ?? "", bytes: bytes.length, body };
    const { sessions, pace, faults } = options;
    const judgement = judgeWebhook(post, sessions, pace, faults.webhookPerMinute);
    const fault =
      judgement.session === undefined ? undefined : (faults.webhookQueue.shift() ?? faults.webhook);
    const outcome = applyFault(judgement, fault);
    const source = {
      via: "webhook" as const,
      session: name,
      body,
      bytes: bytes.length,
      ...whose(judgement),
    };
    takeReply(source, outcome, options);
    if (fault?.kind === "slow") {
      await delay(fault.delayMs, undefined, { ref: false });
    }
    answer(response, fault, outcome);
  };
}

/** A knob cannot make a refused message seen; it can only spoil an accepted one or its answer. */
function applyFault({ errcode, errmsg }: Judgement, fault: WebhookFault | undefined): Verdict {
  if (fault?.kind === "errcode") {
    const text = fault.errmsg ?? webhookErrors[fault.errcode] ?? "error";
    return { errcode: fault.errcode, errmsg: text, shown: fault.errcode === 0 && errcode === 0 };
  }
  if (fault?.kind === "torn" || fault?.kind === "html") {
    return { shown: false };
  }
  const shown = errcode === 0;
  return fault?.kind === "lost" || fault?.kind === "hang" ? { shown } : { errcode, errmsg, shown };
}

function answer(response: Response, fault: WebhookFault | undefined, outcome: Verdict): void {
  if (fault?.kind === "hang") {
    return;
  }
  if (fault?.kind === "html") {
    response.type("html").send(BLOCK_PAGE);
    return;
  }
  if (outcome.errcode === undefined) {
    response.socket?.destroy();
    return;
  }
  const errcode = fault?.kind === "string-errcode" ? String(outcome.errcode) : outcome.errcode;
  response.json({ errcode, errmsg: outcome.errmsg });
}

function whose({ session }: Judgement): { robot?: string; conversationId?: string; msgId?: string } {
  if (session === undefined) {
    return {};
  }
  const { robot, conversationId, soleMsgId } = session;
  return { robot, conversationId, ...(soleMsgId === undefined ? {} : { msgId: soleMsgId }) };
}
