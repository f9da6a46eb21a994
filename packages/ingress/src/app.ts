import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Router } from "express";

export interface AppOptions {
  /** /healthz, /readyz and /metrics. */
  probes: Router;
  /** Absent in stream mode, where callbacks are 404. */
  callback?: RequestHandler;
  onError: (error: unknown) => void;
}

/** Creates the HTTP side of ingress. Nothing stands before the callback: it is the hot path. */
export function createApp({ probes, callback, onError }: AppOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  if (callback !== undefined) app.post(["/", "/dingtalk/callback"], callback);
  app.get("/", (_request, response) => {
    response.type("text").send("dinglane ingress\n");
  });
  app.use(probes);
  app.use((_request, response) => {
    response.status(404).json({ error: "not_found" });
  });
  const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    onError(error);
    if (response.headersSent) next(error);
    else response.status(500).json({ error: "internal" });
  };
  app.use(answerError);
  return app;
}
