import { setTimeout as delay } from "node:timers/promises";
import type { Request, RequestHandler, Response } from "express";
import { type ApiAnswer, type ApiStyle, refuse, refuseOld } from "./api-answer.ts";
import type { ApiCall } from "./api-call.ts";
import type { ApiFault, ApiFaults } from "./api-faults.ts";
import { recordCall } from "./record-call.ts";
import { requiredScope } from "./required-scope.ts";
import type { TokenStore } from "./token-store.ts";
import { dingtalkWords, refusedByKnob } from "../replies.ts";

const BLOCK_PAGE = "<!doctype html><html><head><title>405</title></head><body>punish: deny</body></html>";
const SECOND_MS = 1_000;

export interface ApiOptions {
  tokens: TokenStore;
  faults: ApiFaults;
  calls: ApiCall[];
  now: () => number;
}

/** Does what a call asks for, for the robot whose token it came with. */
type CarryOut = (request: Request, robot: string) => ApiAnswer | Promise<ApiAnswer>;

/** One API: token, allowance and knobs are looked at before it is carried out. */
export function answerCall(options: ApiOptions, style: ApiStyle, carryOut: CarryOut): RequestHandler {
  const { tokens, faults, calls, now } = options;

  return async (request, response) => {
    const call: ApiCall = { api: request.path, method: request.method, atMs: now() };
    const robot = tokens.robotOf(tokenIn(request, style));
    if (robot !== undefined) call.robot = robot;
    const isTooFast = robot !== undefined && recent(call) >= (faults.callsPerSecond ?? Infinity);
    recordCall(calls, call);
    const reply = (answer: ApiAnswer): void => send(response, call, answer);
    if (robot === undefined) return reply(badToken(style));
    const scope = requiredScope(call.api);
    if (scope !== undefined && faults.missingScopes.includes(scope)) return reply(notAllowed(scope));
    if (isTooFast) return reply(tooFast(style));
    if (faults.callsLeftThisMonth !== undefined) {
      if (faults.callsLeftThisMonth <= 0) return reply(monthIsOver(style));
      faults.callsLeftThisMonth -= 1;
    }
    const fault = faults.queue.shift() ?? faults.queueOf[call.api]?.shift() ?? faults.every;
    if (fault?.kind === "torn") return void response.socket?.destroy();
    const instead = fault === undefined ? undefined : insteadOf(fault, style);
    if (instead !== undefined) return reply(instead);
    if (fault?.kind === "html") {
      call.status = 403;
      response.status(403).type("html").send(BLOCK_PAGE);
      return;
    }
    const answer = await carryOut(request, robot);
    if (fault?.kind === "lost") return void response.socket?.destroy();
    if (fault?.kind === "hang") return;
    if (fault?.kind === "slow") await delay(fault.delayMs, undefined, { ref: false });
    reply(answer);
  };

  /** Calls of that robot to that API in the last second; those that were refused for it are not counted. */
  function recent({ robot, api, method, atMs }: ApiCall): number {
    let count = 0;
    for (let at = calls.length - 1; at >= 0; at--) {
      const other = calls[at];
      if (other === undefined || other.atMs <= atMs - SECOND_MS) break;
      const isSame = other.robot === robot && other.api === api && other.method === method;
      if (isSame && !/QpsLimit|^90018$/.test(other.code ?? "")) count++;
    }
    return count;
  }
}

function send(response: Response, call: ApiCall, { status, body, code }: ApiAnswer): void {
  call.status = status;
  if (code !== undefined) call.code = code;
  response.status(status).json(body);
}

function tokenIn(request: Request, style: ApiStyle): string {
  if (style === "api") return request.get("x-acs-dingtalk-access-token") ?? "";
  const token = request.query["access_token"];
  return typeof token === "string" ? token : "";
}

const badToken = (style: ApiStyle): ApiAnswer =>
  style === "api"
    ? refuse(400, "InvalidAuthentication", dingtalkWords.wrongToken)
    : refuseOld(40014, dingtalkWords.wrongToken);

const tooFast = (style: ApiStyle): ApiAnswer =>
  style === "api"
    ? refuse(403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", dingtalkWords.tooFast)
    : refuseOld(90018, dingtalkWords.tooFast);

const monthIsOver = (style: ApiStyle): ApiAnswer =>
  style === "api"
    ? refuse(403, "Forbidden.AccessDenied.ApiCountLimitForOrg", dingtalkWords.monthIsOver)
    : refuseOld(90020, dingtalkWords.monthIsOver);

const notAllowed = (scope: string): ApiAnswer =>
  refuse(403, "Forbidden.AccessDenied.AccessTokenPermissionDenied", dingtalkWords.noPermission, [scope]);

function insteadOf(fault: ApiFault, style: ApiStyle): ApiAnswer | undefined {
  if (fault.kind === "blocked") {
    const body = { status: 1111, wait: fault.waitMinutes, source: "x5", punish: "deny", uuid: "0" };
    return { status: 200, body, code: "1111" };
  }
  if (fault.kind !== "refuse") return undefined;
  if (style === "oapi") return refuseOld(Number(fault.code), refusedByKnob);
  return refuse(fault.status, fault.code, refusedByKnob, fault.requiredScopes);
}
