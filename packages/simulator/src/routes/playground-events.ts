import { Router } from "express";
import type { Timeline, TimelineEntry } from "../timeline.ts";

/** Proxies drop a stream that is silent for a minute. */
const KEEP_ALIVE_MS = 20_000;

/**
 * `GET /playground/events`: the timeline as server-sent events. A browser that comes back says the last id it saw
 * and gets the rest; where that id is not known any more it is told to `reset` and gets everything. `ready` ends
 * what had happened before.
 */
export function playgroundEvents(timeline: Timeline): Router {
  const router = Router();
  router.get("/playground/events", (request, response) => {
    response.set({ "content-type": "text/event-stream", "cache-control": "no-store" });
    response.flushHeaders();
    const { entries, isWhole } = timeline.since(request.get("last-event-id"));
    const backlog = entries.map((entry) => frame(entry));
    response.write(
      `retry: 1000\n\n${isWhole ? "event: reset\ndata:\n\n" : ""}${backlog.join("")}event: ready\ndata:\n\n`,
    );
    const unsubscribe = timeline.subscribe((entry) => response.write(frame(entry)));
    const keepAlive = setInterval(() => response.write(":\n\n"), KEEP_ALIVE_MS);
    response.on("close", () => {
      clearInterval(keepAlive);
      unsubscribe();
    });
  });
  return router;
}

function frame({ id, event }: TimelineEntry): string {
  return `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;
}
