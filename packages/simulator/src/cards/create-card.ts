import { type ApiAnswer, refuse } from "../openapi/api-answer.ts";
import { createSchema, paramsOf, privateParamsOf } from "./card-body.ts";
import type { CardDesk } from "./card-desk.ts";
import type { OpenSpace } from "./open-spaces.ts";
import { lacksSpaceModel, spaceModelsIn } from "./space-models.ts";
import type { SimulatedCard } from "./simulated-card.ts";

/**
 * Makes a card that is nowhere yet, or the refusal.
 * https://open.dingtalk.com/document/development/create-and-deliver-cards
 */
export function createCard(
  desk: CardDesk,
  robot: string,
  body: object,
  spaces: readonly OpenSpace[] = [],
): SimulatedCard | ApiAnswer {
  const given = createSchema.parse(body);
  const { outTrackId, cardTemplateId, callbackType, callbackRouteKey } = given;
  if (cardTemplateId === "") return refuse(400, "param.cardTemplateIdEmpty");
  if (outTrackId === "") return refuse(400, "param.outTrackIdEmpty");
  if (given.cardData === undefined) return refuse(400, "param.cardPublicDataEmpty");
  const params = paramsOf(given.cardData.cardParamMap);
  const privateParams = privateParamsOf(given.privateData);
  if (params === undefined || privateParams === undefined) return refuse(400, "param.invalid");
  if (callbackType !== undefined && callbackType !== "STREAM" && callbackType !== "HTTP")
    return refuse(400, "param.invalid");
  if (callbackType === "HTTP" && !desk.routes.has(callbackRouteKey)) return refuse(400, "param.invalid");
  if (desk.findTemplate(cardTemplateId) === undefined) return refuse(400, "param.templateNotExist");
  const spaceModels = spaceModelsIn(given);
  if (lacksSpaceModel(spaceModels, spaces)) return refuse(400, "param.openSpaceModelInvalid");
  if (isUnsafe(desk, Object.values(params))) return refuse(400, "param.contentUnsafe");
  if (desk.store.find(outTrackId) !== undefined) return refuse(400, "param.cardAlreadyExist");
  const card: SimulatedCard = {
    outTrackId,
    robot,
    cardTemplateId,
    ...(callbackType === undefined ? {} : { callbackType }),
    ...(callbackRouteKey === "" ? {} : { callbackRouteKey }),
    createdAtMs: desk.now(),
    state: "processing",
    params: { ...params },
    privateParams,
    text: "",
    spaceModels,
    conversationIds: [],
    updates: [],
    warnings: [],
  };
  desk.store.add(card);
  desk.store.note(card, { by: "create", params });
  return card;
}

/** Whether something would be refused for a word in it. */
export function isUnsafe({ faults }: CardDesk, texts: readonly string[]): boolean {
  return faults.unsafeWords.some((word) => texts.some((text) => text.includes(word)));
}
