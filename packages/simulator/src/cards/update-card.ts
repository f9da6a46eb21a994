import { type ApiAnswer, done, refuse } from "../openapi/api-answer.ts";
import { paramsOf, privateParamsOf, updateSchema } from "./card-body.ts";
import type { CardDesk } from "./card-desk.ts";
import { isUnsafe } from "./create-card.ts";
import type { CardUpdate, SimulatedCard } from "./simulated-card.ts";

/**
 * `PUT /v1.0/card/instances`.
 * https://open.dingtalk.com/document/development/interactive-card-update-interface
 */
export function updateCard(desk: CardDesk, robot: string, body: object): ApiAnswer {
  const given = updateSchema.parse(body);
  if (given.outTrackId === "") return refuse(400, "param.outTrackIdEmpty");
  if (given.cardData === undefined && given.privateData === undefined)
    return refuse(400, "param.cardDataAndPrivateDataBothEmpty");
  const card = desk.store.find(given.outTrackId);
  if (card === undefined || card.robot !== robot) return refuse(400, "param.cardNotExist");
  const params = paramsOf(given.cardData?.cardParamMap);
  const privateParams = privateParamsOf(given.privateData);
  if (params === undefined || privateParams === undefined) return refuse(400, "param.invalid");
  if (isUnsafe(desk, Object.values(params))) return refuse(400, "param.contentUnsafe");
  const { updateCardDataByKey = false, updatePrivateDataByKey = false } = given.cardUpdateOptions ?? {};
  if (given.cardData !== undefined)
    setParams(desk, card, params, { by: "update", byKey: updateCardDataByKey });
  for (const [userId, ofOne] of Object.entries(privateParams)) {
    setParams(desk, card, ofOne, { by: "update", byKey: updatePrivateDataByKey, userId });
  }
  return done({ success: true, result: true });
}

/** Sets variables, of everybody or of one person. Not by key means that the others are lost: DingTalk's default. */
export function setParams(
  desk: Pick<CardDesk, "store">,
  card: SimulatedCard,
  params: Record<string, string>,
  how: { by: CardUpdate["by"]; byKey: boolean; userId?: string },
): void {
  const { by, byKey, userId } = how;
  if (userId === undefined) {
    card.params = byKey ? { ...card.params, ...params } : { ...params };
  } else {
    const before = byKey ? card.privateParams[userId] : {};
    card.privateParams[userId] = { ...before, ...params };
  }
  desk.store.note(card, { by, params, ...(userId === undefined ? {} : { userId }) });
}
