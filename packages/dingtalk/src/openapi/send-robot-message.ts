import { z } from "zod";
import type { ApiOutcome } from "./api-outcome.ts";
import { callApi, type ApiTransport } from "./call-api.ts";
import { OpenApiError } from "./openapi-error.ts";
import { messageFields, type RobotFile, type RobotText } from "./robot-text.ts";

/** Where a robot's message goes: into a group, or to one person of its organisation. */
export type RobotTarget = { openConversationId: string } | { staffId: string };

/** DingTalk's name of the call that reaches a target. */
export const sendApiOf = (target: RobotTarget): "group-send" | "one-to-one-send" =>
  "staffId" in target ? "one-to-one-send" : "group-send";

const ids = z.array(z.string()).nullish();
const answer = z.object({
  processQueryKey: z.string().nullish(),
  invalidStaffIdList: ids,
  flowControlledStaffIdList: ids,
});

/** Sends a message: `robot/groupMessages/send` or `robot/oToMessages/batchSend`. */
export async function sendRobotMessage(
  transport: ApiTransport & { apiUrl: string },
  token: string,
  { robotCode, target, message }: { robotCode: string; target: RobotTarget; message: RobotText | RobotFile },
): Promise<ApiOutcome<undefined>> {
  const api = sendApiOf(target);
  const isOneToOne = "staffId" in target;
  const body = isOneToOne
    ? { robotCode, userIds: [target.staffId], ...messageFields(message) }
    : { robotCode, openConversationId: target.openConversationId, ...messageFields(message) };
  const outcome = await callApi(transport, {
    api,
    url: `${transport.apiUrl}/v1.0/robot/${isOneToOne ? "oToMessages/batchSend" : "groupMessages/send"}`,
    init: {
      method: "POST",
      headers: { "content-type": "application/json", "x-acs-dingtalk-access-token": token },
      body: JSON.stringify(body),
    },
    answer,
  });
  if (outcome.status !== "done") return outcome;
  // A 200 does not mean that it was delivered: the lists do.
  const refused = (action: "give-up" | "back-off", apiCode: string): ApiOutcome<undefined> => ({
    status: "failed",
    action,
    cause: new OpenApiError(api, "refused", { httpStatus: 200, apiCode }),
  });
  if (outcome.value.invalidStaffIdList?.length) return refused("give-up", "invalidStaffIdList");
  if (outcome.value.flowControlledStaffIdList?.length)
    return refused("back-off", "flowControlledStaffIdList");
  return { status: "done", value: undefined };
}
