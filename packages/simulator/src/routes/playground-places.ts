import { Router } from "express";
import type { Directory } from "../directory.ts";

/** `GET /playground/places`: who one may be on the page, and where one may talk. */
export function playgroundPlaces(directory: Directory): Router {
  const router = Router();
  router.get("/playground/places", (_request, response) => {
    const robot = directory.robot();
    response.json({
      robot: { name: robot.name },
      groups: directory.groups.map(({ id, title }) => ({ id, title })),
      people: directory.people.map((person) => ({
        id: person.id,
        nick: person.nick,
        staffId: person.staffId,
        privateConversationId: directory.conversation(robot, person, "private").id,
      })),
    });
  });
  return router;
}
