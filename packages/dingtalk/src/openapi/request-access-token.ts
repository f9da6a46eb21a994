import { z } from "zod";
import type { ApiOutcome } from "./api-outcome.ts";
import { callApi, type ApiTransport } from "./call-api.ts";

/** `api` tokens open api.dingtalk.com, `oapi` tokens the older oapi.dingtalk.com. */
export type TokenKind = "api" | "oapi";

/** A robot's application. */
export interface ApiCredential {
  clientId: string;
  clientSecret: string;
}

export interface GrantedToken {
  token: string;
  expiresInMs: number;
}

const DEFAULT_LIFE_SECONDS = 7_200;
const seconds = z.coerce.number().min(1).catch(DEFAULT_LIFE_SECONDS);
const newAnswer = z
  .object({ accessToken: z.string().min(1), expireIn: seconds })
  .transform(({ accessToken, expireIn }) => ({ token: accessToken, expiresInMs: expireIn * 1_000 }));
const oldAnswer = z
  .object({ access_token: z.string().min(1), expires_in: seconds })
  .transform((answer) => ({ token: answer.access_token, expiresInMs: answer.expires_in * 1_000 }));

/**
 * Asks for an access token (D:obtain-the-access-token-of-an-internal-app, D:obtain-orgapp-token). Such calls are not
 * counted in the quota, but DingTalk asks to make them once in two hours, not once a call.
 */
export function requestAccessToken(
  transport: ApiTransport & { apiUrl: string; oapiUrl: string },
  kind: TokenKind,
  { clientId, clientSecret }: ApiCredential,
): Promise<ApiOutcome<GrantedToken>> {
  if (kind === "api") {
    return callApi(transport, {
      api: "access-token",
      url: `${transport.apiUrl}/v1.0/oauth2/accessToken`,
      init: {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ appKey: clientId, appSecret: clientSecret }),
      },
      answer: newAnswer,
    });
  }
  const query = new URLSearchParams({ appkey: clientId, appsecret: clientSecret });
  return callApi(transport, {
    api: "get-token",
    url: `${transport.oapiUrl}/gettoken?${query.toString()}`,
    init: { method: "GET" },
    answer: oldAnswer,
  });
}
