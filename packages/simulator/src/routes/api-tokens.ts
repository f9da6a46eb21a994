import express, { Router } from "express";
import type { SimulatedRobot } from "../directory.ts";
import { type ApiAnswer, done, refuse, refuseOld } from "../openapi/api-answer.ts";
import type { ApiOptions } from "../openapi/answer-call.ts";
import { recordCall } from "../openapi/record-call.ts";
import { parsedOrText } from "../parsed-or-text.ts";
import { dingtalkWords } from "../replies.ts";

/** `POST /v1.0/oauth2/accessToken` and the older `GET /gettoken`. They are neither paced nor counted. */
export function apiTokens(options: ApiOptions & { robots: readonly SimulatedRobot[] }): Router {
  const { robots, tokens, calls, now } = options;
  const router = Router({ caseSensitive: true });
  const find = (id: unknown, secret: unknown): SimulatedRobot | undefined =>
    robots.find((robot) => robot.clientId === id && robot.clientSecret === secret);
  const record = (api: string, robot: SimulatedRobot | undefined, { status, code }: ApiAnswer): void => {
    recordCall(calls, {
      api,
      method: api === "/gettoken" ? "GET" : "POST",
      ...(robot === undefined ? {} : { robot: robot.clientId }),
      atMs: now(),
      status,
      ...(code === undefined ? {} : { code }),
    });
  };

  router.post("/v1.0/oauth2/accessToken", express.text({ type: () => true }), (request, response) => {
    const body = parsedOrText(String(request.body));
    const isJson = typeof body === "object" && body !== null;
    const given = isJson ? (body as Record<string, unknown>) : {};
    const robot = find(given["appKey"], given["appSecret"]);
    let answer = refuse(400, "invalidClientIdOrSecret", dingtalkWords.wrongClient);
    if (!isJson) answer = refuse(400, "Missingbody", "body is mandatory for this action.");
    if (robot !== undefined) {
      const { token, expiresInSeconds } = tokens.issue(robot.clientId);
      answer = done({ accessToken: token, expireIn: expiresInSeconds });
    }
    record(request.path, robot, answer);
    response.status(answer.status).json(answer.body);
  });
  router.get("/gettoken", (request, response) => {
    const robot = find(request.query["appkey"], request.query["appsecret"]);
    let answer = refuseOld(40089, dingtalkWords.wrongCorpSecret);
    if (robot !== undefined) {
      const { token, expiresInSeconds } = tokens.issue(robot.clientId);
      answer = done({ errcode: 0, errmsg: "ok", access_token: token, expires_in: expiresInSeconds });
    }
    record(request.path, robot, answer);
    response.status(answer.status).json(answer.body);
  });
  return router;
}
