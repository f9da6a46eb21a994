import { randomUUID } from "node:crypto";

/** What a call is answered with; `code` is there where it is a refusal. */
export interface ApiAnswer {
  status: number;
  body: object;
  code?: string;
}

/** The two hosts: api.dingtalk.com with statuses and codes, oapi.dingtalk.com with errcodes in a 200. */
export type ApiStyle = "api" | "oapi";

export const done = (body: object): ApiAnswer => ({ status: 200, body });

/** A refusal in api.dingtalk.com's words. */
export function refuse(
  status: number,
  code: string,
  message = code,
  requiredScopes?: readonly string[],
): ApiAnswer {
  const requestid = randomUUID().toUpperCase();
  const detail = requiredScopes === undefined ? {} : { accessdenieddetail: { requiredScopes } };
  return { status, body: { code, requestid, message, ...detail }, code };
}

/** A refusal in oapi.dingtalk.com's. */
export const refuseOld = (errcode: number, errmsg: string): ApiAnswer => ({
  status: 200,
  body: { errcode, errmsg },
  code: String(errcode),
});
