import express, { type Request, type RequestHandler } from "express";
import { parsedOrText } from "../parsed-or-text.ts";
import { type ApiAnswer, refuse } from "./api-answer.ts";
import { answerCall, type ApiOptions } from "./answer-call.ts";

const readText = express.text({ type: () => true, limit: Number.POSITIVE_INFINITY });

/** One API of api.dingtalk.com that takes a JSON object, whatever content type it is sent as. */
export function answerJson(
  options: ApiOptions,
  carryOut: (robot: string, body: Record<string, unknown>, bytes: number) => ApiAnswer,
): RequestHandler[] {
  const answer = (request: Request, robot: string): ApiAnswer => {
    const text = String(request.body);
    const body = parsedOrText(text);
    if (typeof body !== "object" || body === null || Array.isArray(body)) return refuse(400, "Missingbody");
    return carryOut(robot, body as Record<string, unknown>, Buffer.byteLength(text));
  };
  return [readText, answerCall(options, "api", answer)];
}
