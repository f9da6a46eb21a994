import { z } from "zod";
import { staffIdOf, type Mention } from "../reply/mention.ts";
import { plainNick } from "../reply/plain-nick.ts";
import type { ApiOutcome } from "./api-outcome.ts";
import { callApi, type ApiTransport } from "./call-api.ts";
import { OpenApiError } from "./openapi-error.ts";
import type { RobotTarget } from "./send-robot-message.ts";

/** A card that is to appear in a conversation. */
export interface NewCard {
  robotCode: string;
  templateId: string;
  /** The card's name from now on. One that is there already is not made anew. */
  outTrackId: string;
  target: RobotTarget;
  /** The template's variables; DingTalk takes strings only. */
  params: Readonly<Record<string, string>>;
  /** What the list of conversations shows in place of `[交互卡片消息]`. */
  summary: string;
  /** Whom a card in a group notifies when it appears, and whom its text may mention later. */
  at?: Mention;
}

const answer = z.object({
  success: z.boolean().nullish(),
  result: z
    .object({ deliverResults: z.array(z.object({ success: z.boolean().nullish() })).nullish() })
    .nullish(),
});

const API = "card-create";

/**
 * `POST card/instances/createAndDeliver` (D:create-and-deliver-cards). `existed`: an earlier call has made this card, so
 * it can be written to.
 */
export async function createAndDeliverCard(
  transport: ApiTransport & { apiUrl: string },
  token: string,
  card: NewCard,
): Promise<ApiOutcome<"created" | "existed">> {
  const outcome = await callApi(transport, {
    api: API,
    url: `${transport.apiUrl}/v1.0/card/instances/createAndDeliver`,
    init: {
      method: "POST",
      headers: { "content-type": "application/json", "x-acs-dingtalk-access-token": token },
      body: JSON.stringify({
        cardTemplateId: card.templateId,
        outTrackId: card.outTrackId,
        callbackType: "STREAM",
        cardData: { cardParamMap: card.params },
        userIdType: 1,
        ...spaceOf(card),
      }),
    },
    answer,
  });
  if (outcome.status === "failed" && outcome.cause.apiCode === "param.cardAlreadyExist") {
    return { status: "done", value: "existed" };
  }
  if (outcome.status !== "done") return outcome;
  // A 200 does not mean that anybody sees it.
  const { success, result } = outcome.value;
  const isDelivered = success !== false && !result?.deliverResults?.some((each) => each.success === false);
  if (isDelivered) return { status: "done", value: "created" };
  const cause = new OpenApiError(API, "refused", { httpStatus: 200, apiCode: "deliverResults" });
  return { status: "failed", action: "give-up", cause };
}

/** Where it appears: in a group, or in the robot's conversation with one person. */
function spaceOf({ robotCode, target, summary, at }: NewCard): object {
  if ("staffId" in target) {
    return {
      openSpaceId: `dtv1.card//IM_ROBOT.${target.staffId}`,
      imRobotOpenSpaceModel: { supportForward: true },
      imRobotOpenDeliverModel: { spaceType: "IM_ROBOT", robotCode, extension: { dynamicSummary: "true" } },
    };
  }
  const staffId = at && staffIdOf(at);
  const mention =
    at === undefined || staffId === undefined
      ? { deliver: {}, card: {} }
      : {
          deliver: { atUserIds: { [staffId]: plainNick(at.nick) || staffId } },
          card: { cardAtUserIds: [staffId] },
        };
  return {
    openSpaceId: `dtv1.card//IM_GROUP.${target.openConversationId}`,
    imGroupOpenSpaceModel: { supportForward: true, lastMessageI18n: { ZH_CN: summary } },
    imGroupOpenDeliverModel: { robotCode, ...mention.deliver },
    ...mention.card,
  };
}
