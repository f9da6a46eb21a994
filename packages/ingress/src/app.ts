import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from "express";

export interface AppOptions {
  /** /healthz, /readyz and /metrics. */
  probes: Router;
  /** Absent in stream mode, where callbacks are 404. */
  callback?: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** GET /images/:id, in both modes. */
  picture: RequestHandler<{ id: string }>;
  /** GET /exports/:id, in both modes. */
  transcript: RequestHandler<{ id: string }>;
  onError: (error: unknown) => void;
}

const CALLBACK_PATHS = ["/", "/dingtalk/callback"];

/**
 * Creates the HTTP side of ingress. Nothing stands before the callback, not even Express: it is the hot path, and needs
 * nothing that Express adds to a request. Other spellings of its paths (a query, a slash at the end) do go through it.
 */
export function createApp({ probes, callback, picture, transcript, onError }: AppOptions): RequestListener {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  if (callback !== undefined) app.post(CALLBACK_PATHS, callback);
  app.get("/", (_request, response) => {
    response.type("text").send("dinglane ingress\n");
  });
  app.get("/images/:id", picture);
  app.get("/exports/:id", transcript);
  app.use(probes);
  app.use((_request, response) => {
    response.status(404).json({ error: "not_found" });
  });
  const answerError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    if (error instanceof URIError) {
      // A path that nobody can read: anybody may ask for one, and it is no fault of ours.
      response.status(404).json({ error: "not_found" });
      return;
    }
    onError(error);
    if (response.headersSent) next(error);
    else response.status(500).json({ error: "internal" });
  };
  app.use(answerError);
  if (callback === undefined) return app;

  return (request, response) => {
    if (request.method !== "POST" || !CALLBACK_PATHS.includes(request.url ?? "")) {
      app(request, response);
      return;
    }
    callback(request, response).catch((error: unknown) => {
      onError(error);
      failWith(response);
    });
  };
}

/** What the error handler above does, without Express: an answer that has begun can only be cut off. */
function failWith(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(500, { "content-type": "application/json; charset=utf-8" });
  response.end(JSON.stringify({ error: "internal" }));
}
