import type { RequestHandler } from "express";
import { notLoggedIn } from "../replies.ts";
import { sendRefusal } from "../send-refusal.ts";
import { readSessionCookie } from "./cookies.ts";
import type { Sessions } from "./sessions.ts";
import { rememberVisit } from "./visit.ts";

/** Lets nobody past without a login: a page leads to the login, anything else is told. */
export function requireLogin(sessions: Pick<Sessions, "read">): RequestHandler {
  return async (request, response, next) => {
    const id = readSessionCookie(request);
    const visit = id === undefined ? undefined : await sessions.read(id);
    const reads = request.method === "GET" || request.method === "HEAD";
    if (visit === undefined) {
      const isPage = reads && !/^\/(api|static)(\/|$)/i.test(request.path);
      if (isPage) response.redirect(302, `/login?next=${encodeURIComponent(request.originalUrl)}`);
      else sendRefusal(response, 401, notLoggedIn);
      return;
    }
    rememberVisit(response, visit);
    next();
  };
}
