import express, { type Router } from "express";
import { listen, type Listening } from "../http/listen.ts";

/** Serves the probes on a port of their own; 0 takes any free one. */
export async function openProbeServer(probes: Router, port: number): Promise<Listening> {
  const app = express();
  app.disable("x-powered-by");
  app.use(probes);
  return listen(app, port);
}
