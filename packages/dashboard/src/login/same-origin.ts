import type { IncomingHttpHeaders } from "node:http";
import type { RequestHandler } from "express";
import { notSameOrigin } from "../replies.ts";
import { sendRefusal } from "../send-refusal.ts";

/**
 * Whether a page of ours sent the request. `Sec-Fetch-Site` is the browser's own word, which no page can change; browsers
 * send it over https and to localhost. Over plain http there is `Origin`, which is compared with `Host`. A request with
 * neither is no browser's form or script.
 */
export function isSameOrigin(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  const { origin, host } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

/** Refuses every request that could change something and was not sent by a page of ours. */
export const requireSameOrigin: RequestHandler = (request, response, next) => {
  if (request.method === "GET" || request.method === "HEAD" || isSameOrigin(request.headers)) next();
  else sendRefusal(response, 403, notSameOrigin);
};
