import express, { Router } from "express";
import { z } from "zod";
import type { CardAnswer, CardPress } from "../cards/press-card.ts";

const pressSchema = z.object({ outTrackId: z.string(), by: z.string(), actionId: z.string().min(1) });

/** `POST /playground/presses`: the person on the page presses a button of a card. */
export function playgroundPresses(press: (press: CardPress) => Promise<CardAnswer>): Router {
  const router = Router();
  router.post("/playground/presses", express.json(), async (request, response) => {
    const given = pressSchema.safeParse(request.body).data;
    if (given === undefined) return void response.status(400).json({ code: "bad_press" });
    // Templates say their buttons' actions in params; the id alone is what older ones have.
    const { outcome, status } = await press({ ...given, params: { action: given.actionId } });
    response.json({ outcome, status });
  });
  return router;
}
