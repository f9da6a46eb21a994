import { Router } from "express";
import { type ApiAnswer, done, refuse } from "../openapi/api-answer.ts";
import type { ApiOptions } from "../openapi/answer-call.ts";
import { answerJson } from "../openapi/answer-json.ts";
import type { SentMessages } from "../openapi/sent-messages.ts";

const MAX_KEYS = 20;

/** Taking messages back, within a day: `robot/otoMessages/batchRecall` (so spelt) and `robot/groupMessages/recall`. */
export function apiRecalls(options: ApiOptions & { sent: SentMessages }): Router {
  const { sent } = options;
  const router = Router({ caseSensitive: true });

  function recall(robot: string, body: Record<string, unknown>, conversationId?: string): ApiAnswer {
    const { robotCode, processQueryKeys: keys } = body;
    if (typeof robotCode !== "string" || robotCode === "") return refuse(400, "miss.chatbotId");
    if (robotCode !== robot) return refuse(400, "not.allowed.robotCode");
    if (!Array.isArray(keys) || keys.length === 0) return refuse(400, "invalid.processQueryKey");
    if (keys.length > MAX_KEYS) return refuse(400, "invalidParameter.processQueryKeys.overMax");
    const successResult: string[] = [];
    const failedResult: Record<string, string> = {};
    for (const key of keys.map(String)) {
      const reason = sent.recall(key, robot, conversationId);
      if (reason === undefined) successResult.push(key);
      else failedResult[key] = reason;
    }
    return done({ successResult, failedResult });
  }

  router.post(
    "/v1.0/robot/otoMessages/batchRecall",
    answerJson(options, (robot, body) => recall(robot, body)),
  );
  router.post(
    "/v1.0/robot/groupMessages/recall",
    answerJson(options, (robot, body) => {
      const { openConversationId } = body;
      if (typeof openConversationId !== "string" || openConversationId === "")
        return refuse(400, "miss.openConversationId");
      return recall(robot, body, openConversationId);
    }),
  );
  return router;
}
