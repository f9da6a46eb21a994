import express, { type ErrorRequestHandler, Router } from "express";
import { z } from "zod";
import type { CallbackRecord } from "../callback-record.ts";
import type { SayOptions } from "../say-options.ts";
import { UnknownNameError } from "../unknown-name-error.ts";

/** Above what a person can type into DingTalk, below what would make the callback's receiver answer 413. */
const MAX_TEXT_LENGTH = 300_000;

const messageSchema = z.object({
  from: z.string(),
  in: z.string(),
  text: z.string().max(MAX_TEXT_LENGTH),
  at: z.boolean(),
});

/** `POST /playground/messages`: the person on the page says something. */
export function playgroundMessages(say: (options: SayOptions) => Promise<CallbackRecord>): Router {
  const router = Router();
  // Only JSON is read: a form on a foreign page cannot post that without being asked for by CORS first.
  router.post("/playground/messages", express.json({ limit: "2mb" }), async (request, response) => {
    const parsed = messageSchema.safeParse(request.body);
    if (!parsed.success) {
      response.status(400).json({ code: "bad_message" });
      return;
    }
    const { msgId, outcome, status } = await say(parsed.data);
    response.json({ msgId, outcome, status });
  });
  router.use(answerUnknown);
  return router;
}

const answerUnknown: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof UnknownNameError) {
    response.status(404).json({ code: error.code });
    return;
  }
  next(error);
};
