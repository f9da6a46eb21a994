import { Router } from "express";
import type { CardDesk } from "../cards/card-desk.ts";
import type { CardFaults } from "../cards/card-faults.ts";
import { createCardStore } from "../cards/card-store.ts";
import { createFindTemplate, type SimulatedCardTemplate } from "../cards/card-template.ts";
import type { Directory, SimulatedRobot } from "../directory.ts";
import type { Journal } from "../journal.ts";
import { apiCards } from "../routes/api-cards.ts";
import { apiEmotions } from "../routes/api-emotions.ts";
import { apiFiles } from "../routes/api-files.ts";
import { apiMessages } from "../routes/api-messages.ts";
import { apiRecalls } from "../routes/api-recalls.ts";
import { apiTokens } from "../routes/api-tokens.ts";
import type { Timeline } from "../timeline.ts";
import type { ApiCall } from "./api-call.ts";
import type { ApiFaults } from "./api-faults.ts";
import type { Emotion } from "./emotion.ts";
import { createFileStore, type FileStore } from "./file-store.ts";
import { createMediaStore, type MediaStore } from "./media-store.ts";
import { createSentMessages } from "./sent-messages.ts";
import type { SimulatedOpenApi } from "./simulated-openapi.ts";
import { createTokenStore } from "./token-store.ts";

export interface OpenApiOptions {
  directory: Directory;
  journal: Journal;
  timeline: Timeline;
  robots: readonly SimulatedRobot[];
  faults: ApiFaults;
  cardFaults: CardFaults;
  cardTemplates?: readonly SimulatedCardTemplate[];
  /** The conversation that a message was said in. */
  placeOf: (msgId: string) => string | undefined;
  baseUrl: string;
  tokenLifeMs?: number;
  now: () => number;
}

/** Everything that a robot calls with an access token: its routes, and what tests and the page see of it. */
export interface OpenApi {
  router: Router;
  api: SimulatedOpenApi;
  desk: CardDesk;
  files: FileStore;
  media: MediaStore;
}

export function createOpenApi(options: OpenApiOptions): OpenApi {
  const { directory, journal, timeline, faults, cardFaults, placeOf, now } = options;
  const calls: ApiCall[] = [];
  const emotions: Emotion[] = [];
  const tokens = createTokenStore(now, options.tokenLifeMs);
  const files = createFileStore();
  const media = createMediaStore();
  const sent = createSentMessages(timeline, now);
  const desk: CardDesk = {
    store: createCardStore(timeline, now),
    directory,
    faults: cardFaults,
    apiFaults: faults,
    findTemplate: createFindTemplate(options.cardTemplates, cardFaults),
    routes: new Map(),
    now,
  };
  const base = { tokens, calls, now, faults };
  const hasMedia = (mediaId: string): boolean => media.find(mediaId) !== undefined;
  const router = Router();
  router.use(apiTokens({ ...base, robots: options.robots }));
  router.use(apiMessages({ ...base, directory, journal, timeline, sent, hasMedia }));
  router.use(apiRecalls({ ...base, sent }));
  router.use(apiEmotions({ ...base, emotions, timeline, placeOf }));
  router.use(apiCards({ ...base, desk }));
  router.use(apiFiles({ ...base, files, media, baseUrl: options.baseUrl }));
  const api = {
    calls,
    emotions,
    expireTokens: tokens.expireAll,
    putFile: files.put,
    expireFiles: files.expireCodes,
    media: media.find,
  };
  return { router, api, desk, files, media };
}
