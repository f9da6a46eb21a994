import type { OpenApiRoad } from "./openapi/openapi-road.ts";
import { NoOtherRoad } from "./openapi/reply-target.ts";

/** For tests in which there is no other road than the webhook. */
export const closedRoad: OpenApiRoad = {
  reach: () => new NoOtherRoad("no_credential"),
  send: () => Promise.reject(new Error("nobody is reached here")),
};
