import { emptyReply, verifyCallback, type CallbackSecret } from "@dinglane/dingtalk";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Intake, IntakeResult } from "./intake.ts";
import { readBody } from "./read-body.ts";
import { REJECTED_STATUS, UNAVAILABLE_STATUS, type RejectionReason } from "./turned-away-status.ts";

export interface CallbackOptions {
  intake: Intake;
  /** Where there is none, nobody's callback is taken, unless unsigned ones are allowed. */
  secrets: readonly CallbackSecret[];
  /** Counts only where there is no secret. */
  allowUnsigned: boolean;
  /** Told of every callback once it is answered. */
  record: (result: CallbackResult, startedAtMs: number) => void;
  /** Epoch ms. */
  now: () => number;
}

/** What became of a callback, with the reasons that only HTTP has. */
export type CallbackResult = IntakeResult | { outcome: "rejected"; reason: RejectionReason };

const MAX_BODY_BYTES = 1024 * 1024;

const EMPTY_REPLY = JSON.stringify(emptyReply());

/**
 * Creates the handler of DingTalk's callbacks. The body of its answer is itself a reply, which DingTalk shows:
 * https://open.dingtalk.com/document/development/receive-message
 */
export function createCallbackHandler(
  options: CallbackOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { intake, secrets, record, now } = options;
  const isSigned = secrets.length > 0 || !options.allowUnsigned;

  async function take(request: IncomingMessage): Promise<CallbackResult> {
    let signedBy: CallbackSecret | undefined;
    // The signature covers headers only, so a stranger costs us neither reading nor parsing a body.
    if (isSigned) {
      const { timestamp, sign } = request.headers;
      const verdict = verifyCallback({ timestamp: single(timestamp), sign: single(sign) }, secrets, now());
      if (!verdict.ok) return { outcome: "rejected", reason: verdict.reason };
      signedBy = verdict.matched;
    }
    const body = await readBody(request, MAX_BODY_BYTES);
    if (body.status !== "read") return { outcome: "rejected", reason: body.status };
    return intake(body.text, signedBy);
  }

  return async (request, response) => {
    const startedAtMs = performance.now();
    const result = await take(request);
    answer(response, result);
    record(result, startedAtMs);
  };
}

function answer(response: ServerResponse, result: CallbackResult): void {
  switch (result.outcome) {
    case "queued":
    case "duplicate":
      return send(response, 200, EMPTY_REPLY);
    case "carried_out":
    case "refused":
      return send(response, 200, JSON.stringify(result.reply));
    case "unavailable":
      return send(response, UNAVAILABLE_STATUS[result.reason], JSON.stringify(result.reply));
    case "rejected":
      return send(response, REJECTED_STATUS[result.reason], JSON.stringify({ error: result.reason }));
  }
}

function send(response: ServerResponse, status: number, json: string): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(json),
  });
  response.end(json);
}

/** A header that came twice is no header. */
function single(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : undefined;
}
