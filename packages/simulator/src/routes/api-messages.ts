import { Router } from "express";
import type { Directory } from "../directory.ts";
import type { Journal } from "../journal.ts";
import { type ApiAnswer, done, refuse } from "../openapi/api-answer.ts";
import type { ApiOptions } from "../openapi/answer-call.ts";
import { answerJson } from "../openapi/answer-json.ts";
import { parseRobotMessage } from "../openapi/robot-message.ts";
import type { SentMessages } from "../openapi/sent-messages.ts";
import type { Delivery } from "../delivery.ts";
import type { Reply } from "../reply.ts";
import { takeReply } from "../take-reply.ts";
import type { Timeline } from "../timeline.ts";

const MAX_USERS = 20;

export interface ApiMessagesOptions extends ApiOptions {
  directory: Directory;
  journal: Journal;
  timeline: Timeline;
  sent: SentMessages;
  hasMedia: (mediaId: string) => boolean;
}

interface Post {
  body: Record<string, unknown>;
  bytes: number;
  robot: string;
}

/** `robot/groupMessages/send` and `robot/oToMessages/batchSend`: a robot's message without a webhook. */
export function apiMessages(options: ApiMessagesOptions): Router {
  const { directory, faults, sent, hasMedia } = options;
  const router = Router({ caseSensitive: true });

  /** Puts a message into a conversation; a refusal is shown there too, for whoever watches. */
  function take(post: Post, conversationId?: string, message?: Reply, code?: string): Delivery {
    return takeReply(
      {
        via: "openapi",
        robot: post.robot,
        ...(conversationId === undefined ? {} : { conversationId }),
        body: post.body,
        bytes: post.bytes,
        ...(message === undefined ? {} : { message }),
      },
      code === undefined ? { shown: true } : { shown: false, code },
      options,
    );
  }

  function refused(post: Post, code: string, conversationId?: string): ApiAnswer {
    take(post, conversationId, undefined, code);
    return refuse(400, code);
  }

  function sendToGroup(post: Post): ApiAnswer {
    const { openConversationId } = post.body;
    if (typeof openConversationId !== "string" || openConversationId === "")
      return refused(post, "miss.openConversationId");
    if (!directory.groups.some(({ id }) => id === openConversationId))
      return refused(post, "invalid.openConversationId");
    const parsed = parseRobotMessage(post.body["msgKey"], post.body["msgParam"], hasMedia);
    if (!parsed.ok) return refused(post, parsed.code, openConversationId);
    const delivery = take(post, openConversationId, parsed.message);
    return done({ processQueryKey: sent.keyFor(post.robot, [delivery]) });
  }

  function sendToPeople(post: Post): ApiAnswer {
    const { userIds } = post.body;
    if (!Array.isArray(userIds) || userIds.length === 0)
      return refused(post, "invalidParameter.userIds.empty");
    if (userIds.length > MAX_USERS) return refused(post, "invalidParameter.userIds.overMax");
    const parsed = parseRobotMessage(post.body["msgKey"], post.body["msgParam"], hasMedia);
    if (!parsed.ok) return refused(post, parsed.code);
    const deliveries: Delivery[] = [];
    const lists = { invalidStaffIdList: [] as unknown[], flowControlledStaffIdList: [] as unknown[] };
    for (const staffId of userIds as unknown[]) {
      const person = directory.people.find((candidate) => candidate.staffId === staffId);
      if (person === undefined || faults.invalidStaffIds.includes(String(staffId))) {
        lists.invalidStaffIdList.push(staffId);
      } else if (faults.flowControlledStaffIds.includes(String(staffId))) {
        lists.flowControlledStaffIdList.push(staffId);
      } else {
        const { id } = directory.conversation(directory.robot(post.robot), person, "private");
        deliveries.push(take(post, id, parsed.message));
      }
    }
    return done({ processQueryKey: sent.keyFor(post.robot, deliveries), ...lists });
  }

  const asRobot = (carryOut: (post: Post) => ApiAnswer) =>
    answerJson(options, (robot, body, bytes) => {
      const post = { body, bytes, robot };
      const { robotCode } = body;
      if (typeof robotCode !== "string" || robotCode === "")
        return refused(post, "invalidParameter.robotCode.empty");
      return robotCode === robot ? carryOut(post) : refused(post, "invalidParameter.robotCode.auth");
    });

  router.post("/v1.0/robot/groupMessages/send", asRobot(sendToGroup));
  router.post("/v1.0/robot/oToMessages/batchSend", asRobot(sendToPeople));
  return router;
}
