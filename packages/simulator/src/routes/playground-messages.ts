import express, { Router } from "express";
import type { CallbackRecord } from "../callback-record.ts";
import type { Quotable } from "../playground/quote-of.ts";
import { spokenOnPage, spokenSchema } from "../playground/spoken-on-page.ts";
import type { QuotedBody } from "../robot-messages.ts";
import type { SayOptions } from "../say-options.ts";

/** `POST /playground/messages`: the person on the page says something. */
export function playgroundMessages(
  say: (options: SayOptions) => Promise<CallbackRecord>,
  quoteFor: (quotable: Quotable) => QuotedBody,
): Router {
  const router = Router();
  // Only JSON is read: a form on a foreign page cannot post that without being asked for by CORS first.
  router.post("/playground/messages", express.json({ limit: "2mb" }), async (request, response) => {
    const parsed = spokenSchema.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ code: "bad_message" });
      return;
    }
    const { msgId, outcome, status } = await say(spokenOnPage(parsed.data, quoteFor));
    response.json({ msgId, outcome, status });
  });
  return router;
}
