import { Router } from "express";
import { z } from "zod";
import type { CardDesk } from "../cards/card-desk.ts";
import { createCard } from "../cards/create-card.ts";
import { deliverCard, parseDelivery } from "../cards/deliver-card.ts";
import { streamCard } from "../cards/stream-card.ts";
import { updateCard } from "../cards/update-card.ts";
import { type ApiAnswer, done, refuse } from "../openapi/api-answer.ts";
import type { ApiOptions } from "../openapi/answer-call.ts";
import { answerJson } from "../openapi/answer-json.ts";

const filled = z.string().min(1);
const routeSchema = z.object({
  apiSecret: filled,
  callbackUrl: z.url(),
  callbackRouteKey: filled,
  forceUpdate: z.boolean().optional(),
});

/** Cards: made, put somewhere, written to, and where their buttons call. */
export function apiCards(options: ApiOptions & { desk: CardDesk }): Router {
  const { desk } = options;
  const router = Router({ caseSensitive: true });

  router.post(
    "/v1.0/card/instances",
    answerJson(options, (robot, body) => {
      const card = createCard(desk, robot, body);
      return "body" in card ? card : done({ success: true, result: card.outTrackId });
    }),
  );
  router.put(
    "/v1.0/card/instances",
    answerJson(options, (robot, body) => updateCard(desk, robot, body)),
  );
  router.put(
    "/v1.0/card/streaming",
    answerJson(options, (robot, body) => streamCard(desk, robot, body)),
  );

  router.post(
    "/v1.0/card/instances/deliver",
    answerJson(options, (robot, body) => {
      const spaces = parseDelivery(body, robot);
      if (!Array.isArray(spaces)) return spaces;
      const card = desk.store.find(String(body["outTrackId"]));
      if (card === undefined || card.robot !== robot) return refuse(400, "param.cardNotExist");
      const results = deliverCard(desk, card, spaces);
      return Array.isArray(results) ? done({ success: true, result: results }) : results;
    }),
  );

  router.post(
    "/v1.0/card/instances/createAndDeliver",
    answerJson(options, (robot, body): ApiAnswer => {
      const spaces = parseDelivery(body, robot);
      if (!Array.isArray(spaces)) return spaces;
      const card = createCard(desk, robot, body, spaces);
      if ("body" in card) return card;
      const results = deliverCard(desk, card, spaces);
      if (!Array.isArray(results)) return results;
      return done({ success: true, result: { outTrackId: card.outTrackId, deliverResults: results } });
    }),
  );

  router.post(
    "/v1.0/card/callbacks/register",
    answerJson(options, (_robot, body) => {
      const route = routeSchema.safeParse(body).data;
      if (route === undefined) return refuse(400, "param.invalid");
      const { callbackRouteKey, callbackUrl, apiSecret, forceUpdate = false } = route;
      const before = desk.routes.get(callbackRouteKey);
      if (before !== undefined && before.callbackUrl !== callbackUrl && !forceUpdate)
        return refuse(400, "param.invalid");
      desk.routes.set(callbackRouteKey, { callbackUrl, apiSecret });
      return done({ success: true, result: { callbackUrl, apiSecret } });
    }),
  );
  return router;
}
