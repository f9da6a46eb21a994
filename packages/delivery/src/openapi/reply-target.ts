import type { ApiCredential, RobotTarget } from "@dinglane/dingtalk";
import type { ReplyAddress } from "../reply-address.ts";

/** Why a reply cannot go by OpenAPI: docs/errors.md says what each one means. */
export const NO_OTHER_ROAD_CODES = ["no_conversation", "no_credential", "no_staff_id"] as const;
type NoOtherRoadCode = (typeof NO_OTHER_ROAD_CODES)[number];

/** The webhook has ended, and this message's asker cannot be reached in another way. */
export class NoOtherRoad extends Error {
  readonly code: NoOtherRoadCode;

  constructor(code: NoOtherRoadCode) {
    super(`the sessionWebhook has ended, and the OpenAPI cannot reach the asker (${code})`);
    this.name = "NoOtherRoad";
    this.code = code;
  }
}

/** Whose call reaches an asker, and where. */
export interface ReplyTarget {
  credential: ApiCredential;
  target: RobotTarget;
}

/**
 * How the OpenAPI reaches the asker of a message: a group by its conversationId, a person by staffId. It takes the
 * credential of the very robot that was spoken to; an app's robotCode is its clientId.
 */
export function replyTargetOf(
  address: Pick<ReplyAddress, "conversation" | "conversationType" | "staffId">,
  credentials: readonly ApiCredential[],
): ReplyTarget | NoOtherRoad {
  const [robotKey, conversationId] = (address.conversation ?? "").split(":").map(decodeURIComponent);
  if (!robotKey || !conversationId) return new NoOtherRoad("no_conversation");
  const credential = credentials.find(({ clientId }) => clientId === robotKey);
  if (credential === undefined) return new NoOtherRoad("no_credential");
  if (address.conversationType === "group") {
    return { credential, target: { openConversationId: conversationId } };
  }
  const { staffId } = address;
  if (staffId === undefined || staffId === "") return new NoOtherRoad("no_staff_id");
  return { credential, target: { staffId } };
}
