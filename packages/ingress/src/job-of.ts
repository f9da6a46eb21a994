import { userOf, type RobotMessage } from "@dinglane/dingtalk";
import type { Job, QueueName } from "@dinglane/jobs";
import type { JobRoute } from "./route.ts";

/** The queue and job that carry out a route. */
export function jobOf(
  message: RobotMessage,
  route: JobRoute,
  receivedAtMs: number,
): { queue: QueueName; job: Job } {
  const { staffId, nick } = message.sender;
  const envelope = {
    v: 1 as const,
    msgId: message.msgId,
    robotKey: message.robotKey,
    ...(message.robotCode === undefined ? {} : { robotCode: message.robotCode }),
    conversation: message.conversation,
    user: { id: userOf(message), ...(staffId === undefined ? {} : { staffId }), nick },
    receivedAtMs,
  };
  switch (route.type) {
    case "answer-message": {
      const { question: text, attachments } = route;
      const question = attachments === undefined ? { text } : { text, attachments };
      return { queue: "chat", job: { ...envelope, name: route.type, question } };
    }
    case "switch-mode":
      return { queue: "chat", job: { ...envelope, name: route.type, mode: route.mode } };
    case "reset-session":
    case "show-help":
      return { queue: "chat", job: { ...envelope, name: route.type } };
    case "draw-image":
      return { queue: "image", job: { ...envelope, name: route.type, prompt: route.prompt } };
    case "report-usage":
    case "report-status":
      return { queue: "admin", job: { ...envelope, name: route.type } };
    case "change-settings":
      return { queue: "admin", job: { ...envelope, name: route.type, change: route.change } };
    case "look-up-domain":
      return { queue: "admin", job: { ...envelope, name: route.type, domain: route.domain } };
    case "find-transcripts":
      return { queue: "admin", job: { ...envelope, name: route.type, ...route.query } };
    case "erase-person":
      return { queue: "admin", job: { ...envelope, name: route.type, userId: route.userId } };
    case "inspect-certificate":
      return { queue: "admin", job: { ...envelope, name: route.type, host: route.host } };
  }
}
