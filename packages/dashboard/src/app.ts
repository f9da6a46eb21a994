import type { DashboardUser } from "@dinglane/runtime";
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from "express";
import type { Audit } from "./board/audit.ts";
import type { Attempts } from "./login/attempts.ts";
import type { KnownBrowsers } from "./login/known-browsers.ts";
import type { LoginRecord } from "./login/login-record.ts";
import { createLoginRoutes } from "./login/login-routes.ts";
import { requireLogin } from "./login/require-login.ts";
import { requireSameOrigin } from "./login/same-origin.ts";
import type { Sessions } from "./login/sessions.ts";
import { visitOf } from "./login/visit.ts";
import { brokeDown, unavailable, viewersOnlyLook } from "./replies.ts";
import { securityHeaders } from "./security-headers.ts";
import { sendRefusal } from "./send-refusal.ts";

export interface AppOptions {
  /** /healthz, /readyz and /metrics, open to anybody: they hold nothing of anybody's. */
  probes: Router;
  users: readonly DashboardUser[];
  sessions: Sessions;
  attempts: Attempts;
  knownBrowsers: KnownBrowsers;
  record: LoginRecord;
  audit: Audit;
  /** What is behind the login. */
  board: RequestHandler;
  serviceUrl?: string;
  /** Whether Redis answers now; asked after a failure, for its errors cannot be told by anything but their words. */
  redisAnswers: () => Promise<boolean>;
  onError: (error: unknown) => void;
}

/** Everything on the dashboard's port. The order is the security: what stands below `requireLogin` is behind the login. */
export function createApp(options: AppOptions): Express {
  const { probes, sessions, audit, board } = options;
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(securityHeaders);
  app.use(probes);
  app.use(requireSameOrigin);
  app.use(createLoginRoutes(options));
  app.use(requireLogin(sessions));
  app.use(refuseViewersWrites(audit));
  app.use(board);
  app.use((_request, response) => {
    response.status(404).json({ error: "not_found" });
  });
  app.use(answerFailure(options));
  return app;
}

/** Whatever the path: a viewer only looks. */
function refuseViewersWrites(audit: Audit): RequestHandler {
  return (request, response, next) => {
    const visit = visitOf(response);
    if (visit.role === "operator" || request.method === "GET" || request.method === "HEAD") {
      next();
      return;
    }
    audit.refused(visit, { method: request.method, path: request.path });
    sendRefusal(response, 403, viewersOnlyLook);
  };
}

function answerFailure({
  redisAnswers,
  onError,
}: Pick<AppOptions, "redisAnswers" | "onError">): ErrorRequestHandler {
  return async (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      onError(error);
      next(error);
      return;
    }
    // A body that does not parse or is too large (body-parser says which): the sender's mistake, nothing to report.
    const status = error instanceof Error && "status" in error ? Number(error.status) : 500;
    if (status >= 400 && status < 500) {
      response.status(status).json({ error: "bad_request" });
      return;
    }
    onError(error);
    if (await redisAnswers()) sendRefusal(response, 500, brokeDown);
    else sendRefusal(response, 503, unavailable);
  };
}
