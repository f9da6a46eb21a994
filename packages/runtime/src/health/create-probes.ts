import { Router } from "express";
import type { Registry } from "prom-client";
import type { Readiness } from "./create-readiness.ts";

/** GET /healthz: the process answers. GET /readyz: it can do its work. GET /metrics: Prometheus text. */
export function createProbes(readiness: Pick<Readiness, "look">, metrics: Registry): Router {
  const router = Router();
  router.get("/healthz", (_request, response) => {
    response.json({ status: "ok" });
  });
  router.get("/readyz", async (_request, response) => {
    const report = await readiness.look();
    response.status(report.status === "ready" ? 200 : 503).json(report);
  });
  router.get("/metrics", async (_request, response) => {
    const text = await metrics.metrics();
    response.set("content-type", metrics.contentType).send(text);
  });
  return router;
}
