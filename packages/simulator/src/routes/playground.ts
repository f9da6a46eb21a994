import { type ErrorRequestHandler, Router } from "express";
import type { CardAnswer, CardPress } from "../cards/press-card.ts";
import type { Directory } from "../directory.ts";
import type { Journal } from "../journal.ts";
import type { OpenApi } from "../openapi/create-openapi.ts";
import { quoteOf } from "../playground/quote-of.ts";
import type { Speaker } from "../speaker.ts";
import type { Timeline } from "../timeline.ts";
import { UnknownNameError } from "../unknown-name-error.ts";
import { playgroundEvents } from "./playground-events.ts";
import { playgroundFiles } from "./playground-files.ts";
import { playgroundMessages } from "./playground-messages.ts";
import { playgroundPage } from "./playground-page.ts";
import { playgroundPlaces } from "./playground-places.ts";
import { playgroundPresses } from "./playground-presses.ts";

/** The page, and what it says to and hears from this server. */
export function playground(options: {
  directory: Directory;
  speaker: Speaker;
  journal: Journal;
  timeline: Timeline;
  openApi: Pick<OpenApi, "files" | "media">;
  press: (press: CardPress) => Promise<CardAnswer>;
  /** Where pictures of links may be fetched from, beside this machine. */
  origins: () => ReadonlySet<string>;
}): Router {
  const { speaker, journal, openApi, origins } = options;
  const router = Router();
  router.use(playgroundPlaces(options.directory));
  router.use(
    playgroundMessages(speaker.say, (quotable) => quoteOf(quotable, speaker.said, journal.deliveries)),
  );
  router.use(playgroundFiles({ ...openApi, origins }));
  router.use(playgroundPresses(options.press));
  router.use(answerUnknown);
  router.use(playgroundEvents(options.timeline));
  router.use(playgroundPage());
  return router;
}

const answerUnknown: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof UnknownNameError) {
    response.status(404).json({ code: error.code });
    return;
  }
  next(error);
};
