import { randomUUID } from "node:crypto";
import { type ApiAnswer, refuse } from "../openapi/api-answer.ts";
import { deliverSchema } from "./card-body.ts";
import type { CardDesk } from "./card-desk.ts";
import { conversationIn, type OpenSpace, parseOpenSpaces } from "./open-spaces.ts";
import type { SimulatedCard } from "./simulated-card.ts";
import { lacksSpaceModel } from "./space-models.ts";

const NOBODY = "the receiver does not exist or cannot be reached";

/** What became of one place: in a 200 either way. */
interface DeliverResult {
  spaceType: string;
  spaceId: string;
  success: boolean;
  carrierId?: string;
  errorMsg: string;
}

/** Where a card is to go, or the refusal. */
export function parseDelivery(body: object, robot: string): OpenSpace[] | ApiAnswer {
  const given = deliverSchema.parse(body);
  if (given.outTrackId === "") return refuse(400, "param.outTrackIdEmpty");
  if (given.openSpaceId === "") return refuse(400, "param.openSpaceIdEmpty");
  const spaces = parseOpenSpaces(given.openSpaceId);
  if (spaces === undefined) return refuse(400, "param.openSpaceIdInvalid");
  for (const { spaceType } of spaces) {
    const model = spaceType === "IM_ROBOT" ? given.imRobotOpenDeliverModel : given.imGroupOpenDeliverModel;
    if (typeof model !== "object" || model === null) return refuse(400, "param.openDeliverModelEmpty");
    const robotCode = "robotCode" in model ? model.robotCode : undefined;
    // In a chat with the robot itself DingTalk knows which one it is.
    const isItself = robotCode === robot || (robotCode === undefined && spaceType === "IM_ROBOT");
    if (!isItself) return refuse(400, "param.openDeliverModelError");
  }
  return spaces;
}

/** Puts a card into each place where it was said that it may be forwarded or not. */
export function deliverCard(
  desk: CardDesk,
  card: SimulatedCard,
  spaces: readonly OpenSpace[],
): DeliverResult[] | ApiAnswer {
  if (lacksSpaceModel(card.spaceModels, spaces)) return refuse(400, "param.openSpaceModelInvalid");
  const results = spaces.map((space): DeliverResult => {
    const conversationId = placeFor(desk, card, space);
    if (conversationId === undefined) return { ...space, success: false, errorMsg: NOBODY };
    if (!card.conversationIds.includes(conversationId)) card.conversationIds.push(conversationId);
    return { ...space, success: true, carrierId: randomUUID(), errorMsg: "" };
  });
  desk.store.note(card, { by: "deliver" });
  return results;
}

function placeFor(desk: CardDesk, card: SimulatedCard, space: OpenSpace): string | undefined {
  const { faults, apiFaults, directory } = desk;
  const isRefused = [...faults.undeliverable, ...apiFaults.invalidStaffIds].includes(space.spaceId);
  return isRefused ? undefined : conversationIn(space, directory, directory.robot(card.robot));
}
