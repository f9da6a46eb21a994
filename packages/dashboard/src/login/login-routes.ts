import type { DashboardUser } from "@dinglane/runtime";
import express, { Router, type Request, type Response } from "express";
import { z } from "zod";
import { formExpired, tooManyAttempts, wrongLogin } from "../replies.ts";
import { addressGroup } from "./address-group.ts";
import type { Attempts } from "./attempts.ts";
import { cameByHttps } from "./came-by-https.ts";
import {
  clearSessionCookie,
  readBrowserCookie,
  readFormCookie,
  readSessionCookie,
  setBrowserCookie,
  setSessionCookie,
} from "./cookies.ts";
import { findUser } from "./find-user.ts";
import type { KnownBrowsers } from "./known-browsers.ts";
import { localPath } from "./local-path.ts";
import type { LoginRecord } from "./login-record.ts";
import { logoutPage } from "./pages.ts";
import { sameSecret } from "./same-secret.ts";
import type { Sessions } from "./sessions.ts";
import { sendPage, showLogin } from "./show-login.ts";

/** A form field is a text, once; longer ones are nobody's name or password. */
const field = z.string().max(1_000).catch("");
const loginForm = z.object({ token: field, next: field, name: field, password: field });

export interface LoginRoutesOptions {
  users: readonly DashboardUser[];
  sessions: Sessions;
  attempts: Attempts;
  knownBrowsers: KnownBrowsers;
  record: LoginRecord;
  serviceUrl?: string;
}

/** GET and POST of /login and /logout. */
export function createLoginRoutes(options: LoginRoutesOptions): Router {
  const { users, sessions, attempts, knownBrowsers, record, serviceUrl } = options;

  async function logIn(request: Request, response: Response): Promise<void> {
    const { token, name, password, ...form } = loginForm.parse(request.body ?? {});
    const next = localPath(form.next);
    const expected = readFormCookie(request);
    if (expected === undefined || !sameSecret(token, expected)) {
      showLogin(request, response, { status: 403, next, name, problem: formExpired });
      return;
    }
    const attempt = {
      name,
      address: addressGroup(request.socket.remoteAddress),
      browser: await knownBrowsers.find(readBrowserCookie(request), name),
    };
    const admitted = await attempts.begin(attempt);
    if (!admitted.allowed) {
      record.login("throttled", attempt);
      response.set("retry-after", String(admitted.retryAfterSeconds));
      const problem = tooManyAttempts(admitted.retryAfterSeconds);
      showLogin(request, response, { status: 429, next, name, problem });
      return;
    }
    const user = findUser(users, { name, password });
    if (user === undefined) {
      record.login("failed", attempt);
      showLogin(request, response, { status: 401, next, name, problem: wrongLogin });
      return;
    }
    await attempts.succeed(attempt);
    const before = readSessionCookie(request);
    if (before !== undefined) await sessions.end(before);
    const secure = cameByHttps(request, serviceUrl);
    setSessionCookie(response, await sessions.start(user), secure);
    if (attempt.browser !== undefined) await knownBrowsers.forget(attempt.browser);
    setBrowserCookie(response, await knownBrowsers.remember(name), secure);
    record.login("ok", attempt);
    response.redirect(303, next);
  }

  async function logOut(request: Request, response: Response): Promise<void> {
    const id = readSessionCookie(request);
    const visit = id === undefined ? undefined : await sessions.read(id);
    if (id !== undefined) await sessions.end(id);
    if (visit !== undefined) record.logout(visit.name);
    clearSessionCookie(response);
    response.redirect(303, "/login");
  }

  const router = Router();
  router.get("/login", (request, response) => {
    showLogin(request, response, { status: 200, next: localPath(request.query["next"]) });
  });
  router.post("/login", express.urlencoded({ extended: false, limit: "8kb" }), logIn);
  router.get("/logout", (_request, response) => sendPage(response, logoutPage()));
  router.post("/logout", logOut);
  return router;
}
